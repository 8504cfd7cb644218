using Weir.Failures;
using Weir.Projects;

namespace Weir.Server.Operations;

/// <summary>Refuses calls that name what the project does not have.</summary>
internal static class NamedInProject
{
    /// <exception cref="RefusedException">WEIR3002: there is no such bucket.</exception>
    public static void CheckBucket(this ProjectDefinition project, string bucket)
    {
        if (!project.Buckets.ContainsKey(bucket))
        {
            throw new RefusedException(Missing.Bucket(bucket, project.Buckets.Keys));
        }
    }

    /// <exception cref="RefusedException">WEIR7011: there is no such table.</exception>
    public static void CheckTable(this ProjectDefinition project, string table)
    {
        if (!project.Tables.ContainsKey(table))
        {
            throw new RefusedException(Missing.Table(table, project.Tables.Keys));
        }
    }

    /// <exception cref="RefusedException">WEIR6501: there is no such function.</exception>
    public static void CheckFunction(this ProjectDefinition project, string name)
    {
        if (!project.Functions.ContainsKey(name))
        {
            throw new RefusedException(Missing.Function(name, project.Functions.Keys));
        }
    }
}
