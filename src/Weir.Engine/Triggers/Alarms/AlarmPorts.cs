using Weir.Engine.Events;
using Weir.Engine.Warehouses;
using Weir.Projects;

namespace Weir.Engine.Triggers.Alarms;

/// <summary>What alarms stand on.</summary>
/// <param name="Marks">How they stand.</param>
/// <param name="Flow">Numbers about what was done.</param>
/// <param name="Loads">Numbers about loads.</param>
internal sealed record AlarmPorts(IAlarmMarks Marks, IFlowMetrics Flow, ILoadMetrics Loads)
{
    /// <summary>Watches over the alarms of a project.</summary>
    /// <param name="project">The project.</param>
    /// <param name="log">Where their events go.</param>
    /// <param name="router">Who gets these.</param>
    /// <param name="time">The clock.</param>
    public AlarmWatch WatchOver(ProjectDefinition project, IEventLog log, Router router, TimeProvider time) =>
        new([.. project.Alarms.Values], Marks, new AlarmGauge(Flow, Loads), log, router, time);
}
