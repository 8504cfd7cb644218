using System.Text;

using Weir.Engine.Functions;
using Weir.Engine.Steps;
using Weir.Events;
using Weir.Functions;
using Weir.Pipelines;
using Weir.Runs;

namespace Weir.Tests.Engine.Steps;

/// <summary>What a function is called with, by what started the run.</summary>
public class FunctionPayloadTests
{
    [Theory]
    [InlineData(Event.ScheduleFired, """{"schedule": "@daily"}""", "\"detail-type\":\"Scheduled Event\"", "rule/nightly")]
    [InlineData(Event.SchemaChanged, """{"table": "t"}""", "\"detail-type\":\"schema_changed\"", "\"detail\":{\"table\": \"t\"}")]
    public async Task What_is_about_no_object_comes_from_a_bus(string type, string data, params string[] parts)
    {
        var happened = new Event { Id = EventId.New(TimeProvider.System), Type = type, Time = DateTimeOffset.UnixEpoch, Data = data };
        var buckets = new InMemoryBuckets();
        var functions = new Listener();
        var steps = new StepExecutor(new StepPorts(buckets, buckets, buckets, buckets, buckets, buckets, TimeProvider.System), functions, TimeProvider.System);
        var context = new StepContext(RunId.New(TimeProvider.System), happened, EventScope.Of(happened)) { Pipeline = "nightly" };

        var answer = await steps.ExecuteAsync(new StepDefinition.Function("f") { Name = "call" }, context, default);

        Assert.Equal("null", answer.Output);
        Assert.Equal(context.RunId.IdempotencyKeyOf("call"), functions.Heard!.RequestId);
        Assert.All(parts, part => Assert.Contains(part, Encoding.UTF8.GetString(functions.Heard.Payload.Span), StringComparison.Ordinal));
    }

    /// <summary>Notes what it is called with.</summary>
    private sealed class Listener : IFunctions
    {
        public FunctionCall? Heard { get; private set; }

        public Task<FunctionResult> InvokeAsync(FunctionCall call, CancellationToken cancellationToken)
        {
            Heard = call;
            return Task.FromResult(new FunctionResult { RequestId = call.RequestId, Answer = "null"u8.ToArray(), Log = [], Duration = TimeSpan.Zero });
        }

        public Task<FunctionBuild> BuildAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
