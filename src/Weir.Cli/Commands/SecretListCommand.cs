using System.CommandLine;

using Weir.Cli.Invocation;
using Weir.Cli.Rendering;
using Weir.Cli.Terminals;
using Weir.Local.Secrets;
using Weir.Projects;
using Weir.Secrets;
using Weir.Tenants;

namespace Weir.Cli.Commands;

/// <summary><c>weir secret list</c>.</summary>
internal sealed class SecretListCommand : WeirCommand
{
    private readonly Terminal _terminal;
    private readonly CommonOptions _common;

    public SecretListCommand(Terminal terminal, CommonOptions common)
        : base("list", "Lists the secrets that a project names, where each is, and those that nobody names. Values are not shown.")
    {
        (_terminal, _common) = (terminal, common);
        Group = Secrets.Group;
        Remarks = "Exit code 1 when one is missing. Of a pipeline with tenants there is a line for each tenant.";
        Examples =
        [
            new("weir secret list --env prod", "what prod needs and has"),
            new("weir secret list --json", "an array: name, tenant, is_there, place, named_by"),
        ];
        Options.Add(common.Json);
    }

    public override Task<int> RunAsync(ParseResult call, CancellationToken cancellationToken)
    {
        var place = _common.PlaceOf(call);
        var project = Secrets.ProjectOf(place);
        var finder = LocalSecrets.Of(place.Folder, place.Environment, _terminal.Masks, _terminal.Time);
        var listed = NeededBy(project).Select(need => ListedSecret.Of(need, finder)).ToList();
        var unnamed = Secrets.FileOf(place, _terminal.Time).List().Where(name => listed.All(secret => secret.Name != name.Text));
        listed.AddRange(unnamed.Select(name => new ListedSecret(name.Text, null, true, Secrets.FileOf(place, _terminal.Time).PlaceOf(name), [])));
        Listing.Print(
            _terminal,
            listed,
            call.GetValue(_common.Json),
            CliJson.Default.ListedSecret,
            $"The project names no secrets, and {place.Environment} has none.",
            [
                new("secret", s => s.Name, Role: ColumnRole.Yields),
                new("tenant", s => s.Tenant ?? ""),
                new("is in", s => s.IsThere ? s.Place! : "missing", Role: ColumnRole.Yields),
                new("named by", s => s.NamedBy.Count == 0 ? "nobody" : string.Join(", ", s.NamedBy), Role: ColumnRole.Note),
            ]);
        return Task.FromResult(listed.TrueForAll(secret => secret.IsThere) ? ExitCodes.Fine : ExitCodes.Failed);
    }

    /// <summary>The secrets that a project needs: one for each tenant where runs are for tenants.</summary>
    public static IEnumerable<(SecretName Name, TenantDefinition? Tenant, IReadOnlyList<string> By)> NeededBy(ProjectDefinition project) =>
        from secret in project.Secrets
        from tenant in secret.IsOfTenant ? project.Tenants.Values.Cast<TenantDefinition?>() : [null]
        group secret.By by (secret.Name, tenant) into same
        orderby same.Key.Name.Text, same.Key.tenant?.Name
        select (same.Key.Name, same.Key.tenant, (IReadOnlyList<string>)[.. same.Distinct()]);
}
