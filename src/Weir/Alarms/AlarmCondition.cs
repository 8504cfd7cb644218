using Weir.Deliveries;

namespace Weir.Alarms;

/// <summary>What makes an alarm fire. A closed family.</summary>
public abstract record AlarmCondition
{
    private AlarmCondition()
    {
    }

    /// <summary>The word that starts it in a project file, such as <c>failures</c>.</summary>
    public abstract string Metric { get; }

    /// <summary>More deliveries were given up lately, and not taken up again, than there may be.</summary>
    /// <param name="Above">How many there may be.</param>
    /// <param name="Within">How long back counts.</param>
    /// <param name="Of">Whose. Everybody's when null.</param>
    public sealed record Failures(long Above, TimeSpan Within, Subscriber? Of) : AlarmCondition
    {
        /// <inheritdoc/>
        public override string Metric => "failures";
    }

    /// <summary>What is to be done waits for too long: the event of the oldest open delivery is older than it may be.</summary>
    /// <param name="Above">How old it may be.</param>
    /// <param name="Of">Whose. Everybody's when null.</param>
    public sealed record OldestWaiting(TimeSpan Above, Subscriber? Of) : AlarmCondition
    {
        /// <inheritdoc/>
        public override string Metric => "oldest_waiting";
    }

    /// <summary>A run that ended lately took longer than it may.</summary>
    /// <param name="Above">How long it may take.</param>
    /// <param name="Within">How long back counts.</param>
    /// <param name="Pipeline">Whose runs. Those of all pipelines when null.</param>
    public sealed record RunTime(TimeSpan Above, TimeSpan Within, string? Pipeline) : AlarmCondition
    {
        /// <inheritdoc/>
        public override string Metric => "run_time";
    }

    /// <summary>More rows were put into quarantine lately than there may be.</summary>
    /// <param name="Above">How many there may be.</param>
    /// <param name="Within">How long back counts.</param>
    /// <param name="Table">Whose rows. Those of all tables when null.</param>
    public sealed record QuarantinedRows(long Above, TimeSpan Within, string? Table) : AlarmCondition
    {
        /// <inheritdoc/>
        public override string Metric => "quarantined_rows";
    }

    /// <summary>Nothing was loaded into a table for too long.</summary>
    /// <param name="For">How long nothing may be loaded.</param>
    /// <param name="Table">The table.</param>
    public sealed record NoLoad(TimeSpan For, string Table) : AlarmCondition
    {
        /// <inheritdoc/>
        public override string Metric => "no_load";
    }
}
