using Backtester.Blazor.Pages.Backtests;

namespace Backtester.Blazor.Templates;

/// <summary>
/// What the form of a new backtest begins with on this server: capital, sizing, limits, conventions and costs, in
/// {data folder}/new-backtest.json. REST and commands keep the defaults of the spec: a document means the same everywhere.
/// </summary>
public sealed class SpecDefaults(string dataDirectory)
{
    private readonly string _file = Path.GetFullPath(Path.Combine(dataDirectory, "new-backtest.json"));

    /// <summary>A document with these defaults alone; empty where none are stored, or what is stored cannot be read.</summary>
    public FormDocument Read()
    {
        try
        {
            return File.Exists(_file) ? FormDocument.Parse(File.ReadAllText(_file)) : new FormDocument();
        }
        catch (Exception error) when (error is FormatException or IOException)
        {
            return new FormDocument();
        }
    }

    /// <summary>Stores them in place of the earlier ones; an empty document removes them.</summary>
    public void Save(FormDocument defaults)
    {
        ArgumentNullException.ThrowIfNull(defaults);
        if (defaults.IsEmpty)
        {
            File.Delete(_file);
            return;
        }

        var half = _file + $".{Guid.NewGuid():N}.half";
        File.WriteAllText(half, defaults.ToJson());
        File.Move(half, _file, overwrite: true);
    }
}
