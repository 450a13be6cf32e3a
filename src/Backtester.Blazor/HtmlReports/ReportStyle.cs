namespace Backtester.Blazor.HtmlReports;

/// <summary>The look of the file: it has no other than this.</summary>
internal static class ReportStyle
{
    /// <summary>CSS without any address.</summary>
    public const string Css =
        """
        :root { color-scheme: light dark; --page: #fff; --ink: #18202b; --soft: #4a5563; --line: #dfe3e8; --sunken: #f3f5f7; --accent: #1f4fbf; --g: #00705a; --l: #b04300; --fall: rgb(176 67 0 / 18%); }
        @media (prefers-color-scheme: dark) { :root { --page: #171c24; --ink: #e7ebf0; --soft: #b3bdc9; --line: #2a323e; --sunken: #1e2530; --accent: #8db2ff; --g: #4cd0ad; --l: #ff9a66; --fall: rgb(255 154 102 / 20%); } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 24px; max-width: 1080px; background: var(--page); color: var(--ink); font: 14px/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
        h1 { margin: 0; font-size: 24px; overflow-wrap: anywhere; } h2 { margin: 32px 0 12px; font-size: 17px; } h3 { font-size: 14px; }
        .lead, .note, caption, footer { color: var(--soft); } p { margin: 6px 0; max-width: 90ch; }
        .warn { padding: 8px 12px; background: var(--sunken); border-left: 3px solid var(--l); }
        .tiles { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 1px; margin-top: 16px; background: var(--line); border: 1px solid var(--line); }
        .tiles > div { padding: 10px 12px; background: var(--page); } .tiles b { display: block; font-size: 20px; } .tiles small { display: block; color: var(--soft); }
        .wide { overflow-x: auto; } table { width: 100%; border-collapse: collapse; font-size: 13px; } caption { text-align: left; padding-bottom: 4px; font-size: 12px; }
        th, td { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; } th { color: var(--soft); } td.wrap { white-space: normal; } .n { text-align: right; }
        .g { color: var(--g); } .l { color: var(--l); }
        svg { display: block; width: 100%; height: auto; } svg text { fill: var(--soft); font-size: 12px; }
        .grid { stroke: var(--line); } .equity { fill: none; stroke: var(--accent); stroke-width: 2; } .benchmark { fill: none; stroke: var(--soft); stroke-width: 1.3; stroke-dasharray: 5 4; } .fall { fill: var(--fall); }
        .key { display: inline-block; width: 20px; height: 0; margin: 0 2px 4px 10px; border-top: 2px solid var(--accent); } .key.benchmark { border-top: 2px dashed var(--soft); } .key.fall { height: 10px; margin-bottom: 0; border: 0; background: var(--fall); }
        pre { padding: 12px; overflow: auto; max-height: 480px; background: var(--sunken); font-size: 12px; } summary { cursor: pointer; font-weight: 600; } .hash { font-family: monospace; overflow-wrap: anywhere; }
        @media (max-width: 640px) { body { padding: 16px; } .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
        @media print { .wide, pre { overflow: visible; max-height: none; } }
        """;
}
