using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Backtester.Persistence.Model;

/// <summary>A status as its word.</summary>
internal sealed class WorkStatusColumn() : ValueConverter<WorkStatus, string>(status => status.Word(), word => WorkStatusWords.Parse(word));
