namespace Actors.Walk.Reporting;

/// <summary>How the summary looks: by day and by night, on wide and on narrow screens.</summary>
internal static class SummaryStyle
{
    public const string Text = """
        :root { color-scheme: light dark; --ink: light-dark(#1d2430, #e4e8ee); --soft: light-dark(#5a6575, #9aa5b5); --paper: light-dark(#f6f7f9, #14181f);
          --card: light-dark(#ffffff, #1c222c); --line: light-dark(#dfe3e9, #303947); --good: light-dark(#1a7f4b, #58c98c); --bad: light-dark(#b3261e, #ff8a80); --link: light-dark(#1f5fbf, #8ab4f8); }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
        h1 { margin: 0; font-size: 2rem; }
        h2 { display: flex; align-items: center; gap: .7rem; margin: 0; font-size: 1.25rem; }
        small, figcaption, th, header p { color: var(--soft); }
        small { font-weight: normal; margin-left: auto; }
        a { color: var(--link); text-decoration: none; }
        a:hover { text-decoration: underline; }
        .verdict { font-size: 1.2rem; font-weight: 600; margin: .25rem 0; }
        header .good, .good .mark { color: var(--good); }
        header .bad, .bad .mark { color: var(--bad); }
        nav { display: flex; gap: .5rem; margin: 1rem 0 1.5rem; }
        nav a, .number { display: inline-grid; place-items: center; width: 2rem; height: 2rem; border: 2px solid currentcolor; border-radius: 50%; font-weight: 600; font-size: 1rem; flex: none; }
        .number.good { color: var(--good); }
        .number.bad { color: var(--bad); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; margin: 0 0 1.25rem; }
        .pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); gap: 1rem; margin: 1rem 0; }
        figure { margin: 0; }
        img { width: 100%; aspect-ratio: 35 / 16; object-fit: cover; object-position: top left; border: 1px solid var(--line); border-radius: .4rem; display: block; }
        figcaption { font-size: .875rem; margin-top: .3rem; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; min-width: 40rem; table-layout: fixed; font-size: .9rem; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
        th:first-child { width: 4rem; }
        th { font-weight: 500; }
        .mark { font-weight: 600; }
        .files { display: flex; flex-wrap: wrap; gap: .3rem .5rem; list-style: none; padding: 0; margin: 1rem 0 0; font: .85rem ui-monospace, monospace; }
        .files a { display: block; border: 1px solid var(--line); border-radius: .3rem; padding: .1rem .5rem; }
        .failure { white-space: pre-wrap; color: var(--bad); overflow-wrap: anywhere; }
        .remark { font-style: italic; }

        """;
}
