using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Pipelines;
using Weir.Templates;

namespace Weir.Engine.Steps;

/// <summary>Runs statements in the warehouse or over a connection, in one transaction.</summary>
internal sealed class SqlStep(StepPorts ports)
{
    /// <summary>What may go well when it is tried again: a table may be there by then.</summary>
    private static readonly string[] WorthATry = ["WEIR6610", "WEIR6043", "WEIR6044"];

    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Sql step, StepContext context, CancellationToken cancellationToken) =>
        new(await RunAsync(step.Statements, step.Connection, step.Name, context, cancellationToken), null);

    /// <summary>Runs the statements of a step.</summary>
    /// <param name="statements">They.</param>
    /// <param name="connection">The connection that they are for; the warehouse when null.</param>
    /// <param name="step">The step, by name.</param>
    /// <param name="context">What they may name.</param>
    /// <param name="cancellationToken">Interrupts them; nothing takes effect.</param>
    /// <returns>What came of them, in JSON.</returns>
    public async Task<string> RunAsync(Template statements, string? connection, string step, StepContext context, CancellationToken cancellationToken)
    {
        var sql = statements.Render(context.Scope);
        var answer = new StatementAnswer();
        try
        {
            await (connection is not null
                ? ports.Connections.RunAsync(connection, sql, answer, cancellationToken)
                : ports.Statements.RunAsync(sql, answer, cancellationToken));
        }
        catch (RefusedException refused) when (WorthATry.Contains(refused.Failure.Code))
        {
            throw new StepFailedException(refused.Failure, null);
        }

        var output = answer.ToJson();
        return ScopeValue.CanBe(output)
            ? output
            : throw new StepFailedException(
                new Failure("WEIR6613", $"The rows of the step '{step}' cannot be handed on: they are nested too deep.", "Name fewer columns, or take them apart."), null);
    }
}
