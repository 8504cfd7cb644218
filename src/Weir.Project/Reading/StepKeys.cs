using Weir.Pipelines;
using Weir.Project.Expressions;
using Weir.Project.Schema;

namespace Weir.Project.Reading;

/// <summary>The keys of a step.</summary>
internal static class StepKeys
{
    private static readonly Key<HandlebarsTemplate> From = new("from", "The object, as bucket/key.", ObjectTemplates.Object)
    {
        IsRequired = true,
        Example = "\"{{event.bucket}}/{{event.key}}\"",
    };

    private static readonly Key<HandlebarsTemplate> To = new(
        "to", "Its new name, as bucket/key. A slash at the end keeps the last segment of the source's key.", ObjectTemplates.ObjectOrPrefix)
    {
        IsRequired = true,
        Example = "\"curated/{{event.key}}\"",
    };

    private static readonly Key<HandlebarsTemplate> Into = new(
        "to", "The prefix under which the entries land, as bucket/prefix/.", ObjectTemplates.Prefix)
    {
        IsRequired = true,
        Example = "\"unpacked/{{event.stem}}/\"",
    };

    private static readonly Key<int> MaxEntries = new("max_entries", "The most entries in the archive. Folders count.", Scalars.Integer(1, 100_000_000))
    {
        Default = "100000",
    };

    private static readonly Key<long> MaxTotalSize = new("max_total_size", "The most bytes of all files together, unpacked.", Scalars.Size)
    {
        Default = "10GB",
    };

    private static readonly Key<int> MaxRatio = new("max_ratio", "The most unpacked bytes for each packed byte.", Scalars.Integer(1, 1_000_000))
    {
        Default = "200",
    };

    private static readonly Key<Templates> Copy = new(
        "copy", "Copies an object.", new RecordShape<Templates>([From, To], (f, _) => new Templates(f.Get(From), f.Get(To))));

    private static readonly Key<Templates> Move = new(
        "move", "Copies an object, then removes the source.", new RecordShape<Templates>([From, To], (f, _) => new Templates(f.Get(From), f.Get(To))));

    private static readonly Key<HandlebarsTemplate> Delete = new(
        "delete", "Removes an object, given as bucket/key. One that is not there is no failure.", ObjectTemplates.Object)
    {
        Example = "\"{{event.bucket}}/{{event.key}}\"",
    };

    private static readonly Key<Templates> Unzip = new(
        "unzip",
        "Unpacks an archive (zip, tar, tar.gz, gz): every entry becomes an object, and so an event.",
        new RecordShape<Templates>([From, Into, MaxEntries, MaxTotalSize, MaxRatio], BuildUnzip));

    /// <summary>The step's name.</summary>
    public static Key<string> Name { get; } = new(
        StepKinds.Name, "The step's name, unique in its pipeline.", Names.Shape("a step's name", Names.AnyCase, "WEIR2203"))
    {
        Default = "the kind and the place in the list, such as copy-1",
    };

    /// <summary>The keys of which a step has exactly one: what it does.</summary>
    public static IReadOnlyList<Key> Kinds { get; } =
    [
        Copy, Move, Delete, Unzip, DatasetKeys.Step, ExportKeys.Step, PublishKeys.Step, FunctionStepKeys.Function,
        ShellKeys.Step, SqlKeys.Step, HttpKeys.Step, NotifyStepKeys.Step, WaitKeys.Step, WaitKeys.Approve, RunStepKeys.Run, RunStepKeys.Schedule, ForEachKeys.Step,
    ];

    /// <summary>A step; its default name lacks the place in the list.</summary>
    public static RecordShape<StepDefinition> Shape { get; } = new(
        [.. Kinds, .. FunctionStepKeys.All.Where(key => !Kinds.Contains(key)), .. CodeKeys.All, .. StepControlKeys.All, Name], Build)
    {
        ExactlyOneOf = Kinds.ToList(),
    };

    private static Templates BuildUnzip(Fields fields, ReadingContext reading) => new(fields.Get(From), fields.Get(Into))
    {
        Limits = new ArchiveLimits(
            fields.Get(MaxEntries, ArchiveLimits.Default.MaxEntries),
            fields.Get(MaxTotalSize, ArchiveLimits.Default.MaxTotalSize),
            fields.Get(MaxRatio, ArchiveLimits.Default.MaxRatio)),
    };

    private static StepDefinition? Build(Fields fields, ReadingContext reading) =>
        StrayKeys.Check(fields, reading) && FunctionStepKeys.Check(fields, reading) && KindOf(fields, reading) is { } step && StepControlKeys.Check(fields, step, reading)
            ? step with { Control = StepControlKeys.Build(fields) }
            : null;

    private static StepDefinition? KindOf(Fields fields, ReadingContext reading)
    {
        var name = fields.Get(Name, "");
        return fields switch
        {
            _ when fields.TryGet(FunctionStepKeys.Function, out var called) => FunctionStepKeys.Build(called, fields) with { Name = name },
            _ when fields.TryGet(ShellKeys.Step, out var shell) => ShellKeys.Build(shell, fields, reading) is { } command ? command with { Name = name } : null,
            _ when fields.TryGet(SqlKeys.Step, out var sql) => sql with { Name = name },
            _ when fields.TryGet(HttpKeys.Step, out var http) => http with { Name = name },
            _ when fields.TryGet(Copy, out var copy) => new StepDefinition.Copy(copy.From, copy.To) { Name = name },
            _ when fields.TryGet(Move, out var move) => new StepDefinition.Move(move.From, move.To) { Name = name },
            _ when fields.TryGet(Delete, out var target) => new StepDefinition.Delete(target) { Name = name },
            _ when fields.TryGet(Unzip, out var unzip) => new StepDefinition.Unzip(unzip.From, unzip.To, unzip.Limits) { Name = name },
            _ when fields.TryGet(DatasetKeys.Step, out var dataset) => dataset with { Name = name },
            _ when fields.TryGet(ExportKeys.Step, out var export) => export with { Name = name },
            _ when fields.TryGet(PublishKeys.Step, out var publish) => publish with { Name = name },
            _ when fields.TryGet(WaitKeys.Step, out var wait) => wait with { Name = name },
            _ when fields.TryGet(WaitKeys.Approve, out var question) => new StepDefinition.Approve(question) { Name = name },
            _ when fields.TryGet(RunStepKeys.Run, out var run) => run with { Name = name },
            _ when fields.TryGet(RunStepKeys.Schedule, out var schedule) => schedule with { Name = name },
            _ when fields.TryGet(ForEachKeys.Step, out var each) => each with { Name = name },
            _ when fields.TryGet(NotifyStepKeys.Step, out var notify) => notify with { Name = name },
            _ => null,
        };
    }

    private sealed record Templates(HandlebarsTemplate From, HandlebarsTemplate To)
    {
        public ArchiveLimits Limits { get; init; } = ArchiveLimits.Default;
    }
}
