// What services lose without some of their nodes, by numbers. Pure but for the model.

import { listing, number } from './format.js';
import { model, serviceOf } from './model.js';

const MOST_NAMED = 4;

const isServing = name => model.nodes.get(name)?.effective === 'Serving';

// Of each service that has one of these nodes: { service, before, after }.
export function lossOf(names) {
  const going = new Map();
  for (const name of names) {
    const service = serviceOf(model.nodes.get(name)?.service);
    if (service) {
      going.set(service, (going.get(service) ?? 0) + (isServing(name) ? 1 : 0));
    }
  }

  return [...going].map(([service, fewer]) => ({ service, before: service.serving, after: Math.max(0, service.serving - fewer) }));
}

export const isLast = ({ before, after }) => before > 0 && after === 0;

// { text, figure, isLast, force(name) }: the question's words, and whether a node has to be forced once it is answered.
export function costOf(names) {
  const losses = lossOf(names);
  const fewer = losses.filter(({ before, after }) => after < before);
  const last = fewer.filter(isLast).map(({ service }) => service.name);
  const idle = names.length === 1 && fewer.length === 0 && losses.length > 0 ? losses[0].service : null;
  const whose = last.length === 1 ? 'its' : 'their';
  const figures = fewer.map(({ service, before, after }) => `${service.name}: ${number(before)} → ${number(after)} serving`);
  return {
    figure: listing(figures, MOST_NAMED),
    text: last.length > 0 ? `No other node of ${listing(last, MOST_NAMED)} is serving: ${whose} clients get 503.`
      : idle ? `It is not serving now: ${number(idle.serving)} of ${number(idle.nodes)} nodes of ${idle.name} are.` : '',
    isLast: last.length > 0,
    force: name => last.includes(model.nodes.get(name)?.service),
  };
}
