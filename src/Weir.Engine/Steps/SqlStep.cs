using Weir.Engine.Warehouses;
using Weir.Failures;
using Weir.Pipelines;

namespace Weir.Engine.Steps;

/// <summary>Runs statements in the warehouse or over a connection, in one transaction.</summary>
internal sealed class SqlStep(StepPorts ports)
{
    /// <summary>What may go well when it is tried again: a table may be there by then.</summary>
    private static readonly string[] WorthATry = ["WEIR6610", "WEIR6043", "WEIR6044"];

    public async Task<StepAnswer> ExecuteAsync(StepDefinition.Sql step, StepContext context, CancellationToken cancellationToken)
    {
        var sql = step.Statements.Render(context.Scope);
        var answer = new StatementAnswer();
        try
        {
            await (step.Connection is { } connection
                ? ports.Connections.RunAsync(connection, sql, answer, cancellationToken)
                : ports.Statements.RunAsync(sql, answer, cancellationToken));
        }
        catch (RefusedException refused) when (WorthATry.Contains(refused.Failure.Code))
        {
            throw new StepFailedException(refused.Failure, null);
        }

        var output = answer.ToJson();
        return ScopeValue.CanBe(output)
            ? new StepAnswer(output, null)
            : throw new StepFailedException(
                new Failure("WEIR6613", $"The rows of the step '{step.Name}' cannot be handed on: they are nested too deep.", "Name fewer columns, or take them apart."), null);
    }
}
