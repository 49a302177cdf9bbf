// Where the members of the cluster stand in the picture. Pure.

export const PILL = { height: 34, gap: 12, rowGap: 54, wrapGap: 12, top: 30 };

const ROWS = [['seed', 'seeds'], ['ha', 'HAProxy agents'], ['web', 'web nodes'], [null, 'others']];

const roleOf = member => ROWS.find(([role]) => role === null || member.roles?.includes(role))[0];

export function layOut(members, width) {
  const longest = Math.max(0, ...members.map(member => String(member.name).length));
  const pillWidth = Math.min(Math.max(84, longest * 7.4 + 40), width);
  const perLine = Math.max(1, Math.floor((width + PILL.gap) / (pillWidth + PILL.gap)));
  const places = [];
  const labels = [];
  let y = PILL.top;
  for (const [role, label] of ROWS) {
    const row = members.filter(member => roleOf(member) === role);
    if (row.length === 0) {
      continue;
    }

    labels.push({ label, y: y - 10 });
    for (let first = 0; first < row.length; first += perLine) {
      const line = row.slice(first, first + perLine);
      const taken = line.length * pillWidth + (line.length - 1) * PILL.gap;
      line.forEach((member, index) => places.push({ member, x: (width - taken) / 2 + index * (pillWidth + PILL.gap), y, width: pillWidth }));
      y += PILL.height + PILL.wrapGap;
    }

    y += PILL.rowGap - PILL.wrapGap;
  }

  return { places, labels, height: Math.max(0, y - PILL.rowGap + 16) };
}

// A line between two places: down the page an S, along a row a bow above it.
export function lineBetween(from, to) {
  const middle = place => place.x + place.width / 2;
  const [x1, x2] = [middle(from), middle(to)];
  if (from.y === to.y) {
    return `M${x1} ${from.y}C${x1} ${from.y - 26} ${x2} ${to.y - 26} ${x2} ${to.y}`;
  }

  const [y1, y2] = from.y < to.y ? [from.y + PILL.height, to.y] : [from.y, to.y + PILL.height];
  const bend = (y1 + y2) / 2;
  return `M${x1} ${y1}C${x1} ${bend} ${x2} ${bend} ${x2} ${y2}`;
}
