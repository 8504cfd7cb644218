using System.Diagnostics;
using System.Globalization;

using Weir.Alarms;
using Weir.Deliveries;
using Weir.Engine.Warehouses;
using Weir.Schedules;

namespace Weir.Engine.Triggers.Alarms;

/// <summary>Reads what alarms watch.</summary>
internal sealed class AlarmGauge(IFlowMetrics flow, ILoadMetrics loads)
{
    /// <param name="condition">What is watched.</param>
    /// <param name="wellSince">Since when the alarm has been well: before that, nobody waited for loads.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<AlarmReading> ReadAsync(AlarmCondition condition, DateTimeOffset wellSince, DateTimeOffset now, CancellationToken cancellationToken) => condition switch
    {
        AlarmCondition.Failures failures => ReadAsync(failures, now, cancellationToken),
        AlarmCondition.OldestWaiting waiting => ReadAsync(waiting, now, cancellationToken),
        AlarmCondition.RunTime runTime => ReadAsync(runTime, now, cancellationToken),
        AlarmCondition.QuarantinedRows rows => ReadAsync(rows, now, cancellationToken),
        AlarmCondition.NoLoad noLoad => ReadAsync(noLoad, wellSince, now, cancellationToken),
        _ => throw new UnreachableException(condition.Metric),
    };

    private async Task<AlarmReading> ReadAsync(AlarmCondition.Failures condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await flow.CountFailuresAsync(condition.Of, now - condition.Within, cancellationToken);
        return Of(found > condition.Above, Text(found), Text(condition.Above), $"failures{Whose(condition.Of)} within {DurationText.Of(condition.Within)}");
    }

    private async Task<AlarmReading> ReadAsync(AlarmCondition.OldestWaiting condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var age = now - (await flow.FindOldestWaitingAsync(condition.Of, cancellationToken) ?? now);
        return Of(age > condition.Above, DurationText.Of(age), DurationText.Of(condition.Above), $"the age of the oldest that waits{Whose(condition.Of)}");
    }

    private async Task<AlarmReading> ReadAsync(AlarmCondition.RunTime condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var longest = await flow.FindLongestRunAsync(condition.Pipeline, now - condition.Within, cancellationToken) ?? TimeSpan.Zero;
        var whose = condition.Pipeline is { } pipeline ? $" of the pipeline {pipeline}" : "";
        return Of(longest > condition.Above, DurationText.Of(longest), DurationText.Of(condition.Above), $"the longest run{whose} within {DurationText.Of(condition.Within)}");
    }

    private async Task<AlarmReading> ReadAsync(AlarmCondition.QuarantinedRows condition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var found = await loads.CountQuarantinedAsync(condition.Table, now - condition.Within, cancellationToken);
        var whose = condition.Table is { } table ? $" of the table {table}" : "";
        return Of(found > condition.Above, Text(found), Text(condition.Above), $"quarantined rows{whose} within {DurationText.Of(condition.Within)}");
    }

    private async Task<AlarmReading> ReadAsync(
        AlarmCondition.NoLoad condition, DateTimeOffset wellSince, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await loads.FindLastLoadAsync(condition.Table, now - condition.For, cancellationToken);
        var isFiring = last is null && wellSince <= now - condition.For;
        var value = last is { } at ? DurationText.Of(now - at) : $"more than {DurationText.Of(condition.For < now - wellSince ? condition.For : now - wellSince)}";
        return Of(isFiring, value, DurationText.Of(condition.For), $"the time without a load into {condition.Table}");
    }

    private static AlarmReading Of(bool isFiring, string value, string limit, string what) =>
        new(isFiring, value, limit, $"{char.ToUpperInvariant(what[0])}{what[1..]}: {value}, {(isFiring ? "above" : "not above")} {limit}.");

    private static string Whose(Subscriber? of) => of is { } subscriber ? $" of the {subscriber.Noun} {subscriber.Name}" : "";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
