using Weir.Engine.Warehouses.Catalog;

namespace Weir.Server.Operations.Tables;

/// <summary>What loads came to over time.</summary>
/// <param name="Since">When the first step begins, in UTC.</param>
/// <param name="Until">When the last step ends.</param>
/// <param name="StepSeconds">How long a step is.</param>
/// <param name="Sums">The steps that have loads, the oldest first.</param>
internal sealed record LoadSeries(DateTimeOffset Since, DateTimeOffset Until, int StepSeconds, IReadOnlyList<LoadSum> Sums);
