using Weir.Alarms;
using Weir.Buckets;
using Weir.Connections;
using Weir.Functions;
using Weir.Http;
using Weir.Pipelines;
using Weir.Project.Schema;
using Weir.Project.Yaml;
using Weir.Projects;
using Weir.Reconciliations;
using Weir.Tables;
using Weir.Tenants;

namespace Weir.Project.Reading;

/// <summary>The keys of <c>weir.yaml</c>.</summary>
internal static class ProjectKeys
{
    private const string LogRetentionHint = "Make it shorter, or the project's 'retention' longer.";
    private static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(14);

    private static readonly Key<string> Project = new("project", "The project's name.", Names.Shape("the project's name", Names.LowerCase, "WEIR2201"))
    {
        IsRequired = true,
        Example = "orders",
    };

    private static readonly Key<IReadOnlyDictionary<string, BucketDefinition>> Buckets =
        new("buckets", "The places where files land, by name.", BucketKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, PipelineDefinition>> Pipelines =
        new("pipelines", "What is done when something happens, by name. More stand in the folder `pipelines/`.", PipelineKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, TableDefinition>> Tables =
        new("tables", "The typed targets in the warehouse and the files that feed them, by name. More stand in the folder `tables/`.", TableKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, ConnectionDefinition>> Connections =
        new("connections", "The databases outside of the warehouse that reconciliations ask, by name.", ConnectionKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, ReconciliationDefinition>> Reconciliations = new(
        "reconciliations",
        "The comparisons of a source with its target, by name. More stand in the folder `reconciliations/`.",
        ReconciliationKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, FunctionDefinition>> Functions = new(
        "functions",
        "Code with AWS Lambda's contract, by name; the code is in `functions/NAME/`. More stand in `functions/NAME/function.yaml`.",
        FunctionKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, AlarmDefinition>> Alarms =
        new("alarms", "Numbers that are watched, by name: who is told when one is no more what it may be, and when it is well again.", AlarmKeys.Map);

    private static readonly Key<TimeSpan> Retention = new(
        "retention",
        "How long events, runs and dead letters are kept once they are over. The load history is kept for ever, and so is what is still to be done.",
        Scalars.Duration(TimeSpan.FromDays(3_650)))
    {
        Default = "14d",
    };

    private static readonly Key<TimeSpan> LogRetention = new(
        "log_retention",
        "How long what functions and commands write is kept, where that is shorter than `retention`. A function may have its own.",
        Scalars.Duration(TimeSpan.FromDays(3_650)))
    {
        Default = "as long as the runs, which is `retention`",
        Example = "3d",
    };

    private static readonly Key<IReadOnlyDictionary<string, object>> Vars = VarKeys.KeyOf(
        "Values that templates name as `vars.NAME`, in whatever environment; an environment may have others of the same names.");

    private static readonly Key<IReadOnlyDictionary<string, TenantDefinition>> Tenants = new(
        "tenants", "The customers whose share of an environment is their own, by name. More stand in the folder `tenants/`.", TenantKeys.Map);

    private static readonly Key<IReadOnlyDictionary<string, EnvironmentDefinition>> Environments = new(
        "environments",
        "Where the project runs, by name, and what is different there. `--env` names one; `local` is always there. Without this key any name will do.",
        EnvironmentKeys.Map)
    {
        Example = "{ prod: { vars: { region: eu } } }",
    };

    /// <summary>A whole project.</summary>
    public static RecordShape<ProjectDefinition> Shape { get; } = new(
        [Project, Retention, LogRetention, Buckets, Pipelines, Tables, Connections, Reconciliations, Functions, NotificationKeys.OfProject, Alarms, ServerKeys.Key, Vars, Environments, Tenants], Build)
    {
        Later = ["datasets"],
    };

    private static ProjectDefinition Build(Fields fields, ReadingContext reading)
    {
        PipelineLoops.Check(fields.Get(Pipelines, PipelineKeys.None), fields.NodeOf(Pipelines), reading);
        RunLoops.Check(fields.Get(Pipelines, PipelineKeys.None), fields.NodeOf(Pipelines), reading);
        RunStepKeys.Check(fields.Get(Pipelines, PipelineKeys.None), fields.NodeOf(Pipelines), reading);
        HttpPaths.Check(fields.Get(Pipelines, PipelineKeys.None), fields.NodeOf(Pipelines), reading);
        CheckDedupeTimes(fields, reading);
        CheckLogRetention(fields, reading);
        var tables = fields.Get(Tables, TableKeys.None);
        ChildNames.Check(tables.Values.ToList(), fields.NodeOf(Tables), reading);
        StorageKeys.CheckApart(tables.Values, fields.NodeOf(Tables), reading);
        CheckAlarms(fields, reading);
        EnvironmentKeys.Check(fields.Get(Environments, EnvironmentKeys.None).Values, fields.NodeOf(Environments), fields.Map, reading);
        TenantKeys.Check(fields.Get(Tenants, TenantKeys.None).Values, fields.Has(Tenants) ? fields.NodeOf(Tenants) : null, reading);
        return In(fields, reading, DefinitionOf(fields, tables));
    }

    /// <summary>The project as it is in the environment that it is read for.</summary>
    private static ProjectDefinition In(Fields fields, ReadingContext reading, ProjectDefinition project)
    {
        var environments = fields.Get(Environments, EnvironmentKeys.None);
        var own = environments.GetValueOrDefault(reading.Environment) ?? new EnvironmentDefinition { Name = reading.Environment };
        var vars = VarKeys.Over(own.Vars, fields.Get(Vars, VarKeys.None));
        return project with
        {
            Environment = own.Name,
            Environments = environments,
            Vars = vars,
            Buckets = project.Buckets.ToDictionary(
                bucket => bucket.Key, bucket => own.Buckets.TryGetValue(bucket.Key, out var other) ? other with { TableFolders = bucket.Value.TableFolders } : bucket.Value),
            Connections = project.Connections.ToDictionary(
                connection => connection.Key, connection => own.Connections.GetValueOrDefault(connection.Key) ?? connection.Value),
            Tenants = fields.Get(Tenants, TenantKeys.None)
                .Where(tenant => own.Tenants?.Contains(tenant.Key) != false)
                .ToDictionary(tenant => tenant.Key, tenant => tenant.Value with { Vars = VarKeys.Over(tenant.Value.Vars, vars) }),
            Secrets = [.. reading.Secrets],
        };
    }

    private static void CheckAlarms(Fields fields, ReadingContext reading)
    {
        foreach (var alarm in fields.Get(Alarms, AlarmKeys.None).Values.Where(alarm => alarm.Notify is null && !fields.Has(NotificationKeys.OfProject)))
        {
            reading.Wrong(
                (fields.NodeOf(Alarms) as YamlNode.Map)?[alarm.Name] ?? fields.NodeOf(Alarms),
                "WEIR2914",
                $"The alarm '{alarm.Name}' tells nobody: it has no 'notify', and the project has no 'on_failure'.",
                "Add notify: [{ slack: { webhook: \"https://hooks.slack.com/services/…\" } }] to it, or on_failure to the project.");
        }
    }

    /// <summary>What was written goes with its run at the latest.</summary>
    private static void CheckLogRetention(Fields fields, ReadingContext reading)
    {
        var kept = fields.Get(Retention, DefaultRetention);
        if (fields.TryGet(LogRetention, out var logs) && logs > kept)
        {
            reading.Wrong(fields.NodeOf(LogRetention), "WEIR2604", "'log_retention' is longer than runs are kept, and their logs go with them.", LogRetentionHint);
        }

        foreach (var function in fields.Get(Functions, FunctionKeys.None).Values.Where(function => function.LogRetention > kept))
        {
            reading.Wrong(
                (fields.NodeOf(Functions) as YamlNode.Map)?[function.Name] ?? fields.NodeOf(Functions),
                "WEIR2604",
                $"'log_retention' of the function '{function.Name}' is longer than runs are kept, and their logs go with them.",
                LogRetentionHint);
        }
    }

    /// <summary>Keys of events are forgotten with all else that happened.</summary>
    private static void CheckDedupeTimes(Fields fields, ReadingContext reading)
    {
        var kept = fields.Get(Retention, DefaultRetention);
        foreach (var pipeline in fields.Get(Pipelines, PipelineKeys.None).Values)
        {
            if (pipeline.Triggers.Any(trigger => trigger.DedupeFor > kept && trigger.DedupeFor > TriggerDefinition.DefaultDedupeFor))
            {
                reading.Wrong(
                    (fields.NodeOf(Pipelines) as YamlNode.Map)?.Entries.FirstOrDefault(entry => entry.Key.Text == pipeline.Name).Key ?? fields.Map,
                    "WEIR2313",
                    $"A trigger of pipeline '{pipeline.Name}' has a dedupe_for that is longer than the project's retention.",
                    "Make dedupe_for shorter, or retention longer.");
            }
        }
    }

    /// <summary>Whether the loads of a table start a pipeline.</summary>
    private static bool IsHeard(TableDefinition table, Fields fields) => fields.Get(Pipelines, PipelineKeys.None).Values
        .SelectMany(pipeline => pipeline.Triggers.OfType<TriggerDefinition.TableLoaded>())
        .Any(load => load.Table.Equals(table.Name, StringComparison.OrdinalIgnoreCase));

    private static ProjectDefinition DefinitionOf(Fields fields, IReadOnlyDictionary<string, TableDefinition> tables) => new()
    {
        Name = fields.Get(Project),
        Revision = "",
        Retention = fields.Get(Retention, DefaultRetention),
        LogRetention = fields.TryGet(LogRetention, out var logs) ? logs : null,
        Buckets = fields.Get(Buckets, BucketKeys.None).ToDictionary(
            bucket => bucket.Key, bucket => bucket.Value with { TableFolders = StorageKeys.FoldersIn(bucket.Key, tables.Values) }),
        Pipelines = fields.Get(Pipelines, PipelineKeys.None),
        Tables = tables.ToDictionary(table => table.Key, table => table.Value with
        {
            TellsOfLoads = IsHeard(table.Value, fields),
            TellsOfFailures = fields.Has(NotificationKeys.OfProject),
        }),
        Connections = fields.Get(Connections, ConnectionKeys.None),
        Reconciliations = fields.Get(Reconciliations, ReconciliationKeys.None),
        Functions = fields.Get(Functions, FunctionKeys.None),
        OnFailure = fields.Get(NotificationKeys.OfProject, []),
        Alarms = fields.Get(Alarms, AlarmKeys.None),
        Server = fields.Get(ServerKeys.Key, new ServerDefinition()),
    };
}
