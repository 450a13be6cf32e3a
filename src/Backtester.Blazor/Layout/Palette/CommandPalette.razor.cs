using Backtester.Blazor.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace Backtester.Blazor.Layout.Palette;

/// <summary>Everything of the portal by its name: pages, actions, and what is stored.</summary>
public sealed partial class CommandPalette : IDisposable
{
    // Typing rests a moment before the database is asked.
    private readonly LatestLook _look = new(milliseconds: 150);
    private IReadOnlyList<PaletteEntry> _stored = [];
    private IReadOnlyList<PaletteEntry> _shown = PaletteCommands.All;
    private string _text = "";
    private int _active;
    private bool _looking;

    [Inject] private IPaletteFinder Finder { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    [Inject] private ILogger<CommandPalette> Log { get; set; } = null!;

    private string State => (_shown.Count, _looking) switch
    {
        (0, true) => "Looking…",
        (0, false) => "Nothing has this name.",
        (1, _) => "1 found. Enter opens it.",
        _ => $"{_shown.Count} found. Up and Down choose, Enter opens, Escape closes.",
    };

    /// <inheritdoc/>
    public void Dispose() => _look.Dispose();

    private static string IdOf(int index) => $"palette-{index}";

    private async Task TypeAsync(string? text)
    {
        (_text, _stored, _active) = ((text ?? "").Trim(), [], 0);
        _looking = _text.Length > 0;
        Show();
        await _look.NextAsync(async cancellation =>
        {
            _stored = _text.Length == 0 ? [] : await FindAsync(cancellation);
            _looking = false;
            Show();
        });
    }

    /// <summary>Pages and actions stay in reach where the database does not answer.</summary>
    private async Task<IReadOnlyList<PaletteEntry>> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await Finder.FindAsync(_text, cancellation);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Log.LogError(error, "The palette could not look for names");
            return [];
        }
    }

    private void Show() => _shown = [.. PaletteCommands.All.Where(c => c.Matches(_text)), .. _stored];

    private async Task KeyAsync(KeyboardEventArgs e)
    {
        if (_shown.Count == 0)
        {
            return;
        }

        _active = e.Key switch
        {
            "ArrowDown" => (_active + 1) % _shown.Count,
            "ArrowUp" => (_active + _shown.Count - 1) % _shown.Count,
            _ => _active,
        };
        if (e.Key is "ArrowDown" or "ArrowUp")
        {
            await Js.InvokeVoidAsync("backtester.show", IdOf(_active));
        }
        else if (e.Key == "Enter")
        {
            await ChooseAsync(_shown[_active]);
        }
    }

    private async Task ChooseAsync(PaletteEntry entry)
    {
        await Js.InvokeVoidAsync("backtester.closeDialogs");
        if (entry.Address is { } address)
        {
            Navigation.NavigateTo(address, forceLoad: address.StartsWith("api/", StringComparison.Ordinal));
        }
        else if (entry.Script is { } script)
        {
            await Js.InvokeVoidAsync("backtester.actions." + script);
        }
    }

    private Task ClearAsync() => TypeAsync(null);
}
