using System.Text.Json;

namespace Weir.Tests.Functions;

/// <summary>.NET functions: a single file, and a project that refers to another.</summary>
public sealed class DotNetTests
{
    /// <summary>What Amazon.Lambda.Core declares: a function brings its own.</summary>
    private const string Core =
        """
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaLogger { void LogLine(string message); }
            public interface ILambdaContext
            {
                string AwsRequestId { get; }
                string FunctionName { get; }
                string InvokedFunctionArn { get; }
                int MemoryLimitInMB { get; }
                System.TimeSpan RemainingTime { get; }
                ILambdaLogger Logger { get; }
                IClientContext ClientContext { get; }
            }
            public interface IClientContext { System.Collections.Generic.IDictionary<string, string> Custom { get; } }
            public interface ILambdaSerializer
            {
                T Deserialize<T>(System.IO.Stream from);
                void Serialize<T>(T value, System.IO.Stream to);
            }
            [System.AttributeUsage(System.AttributeTargets.Assembly | System.AttributeTargets.Method)]
            public sealed class LambdaSerializerAttribute(System.Type type) : System.Attribute { public System.Type Type => type; }
        }
        """;

    [Fact]
    public async Task An_interface_behind_the_input_is_the_context_whatever_it_is_called()
    {
        await using var project = new FunctionProject().With(
            "functions/named/orders.cs",
            """
            public interface IAbout { string FunctionName { get; } }
            public class Function
            {
                public string FunctionHandler(int order, IAbout about) => about.FunctionName + order;
            }
            """);

        Assert.Equal("named7", (await project.AnswerAsync("named", "7")).GetString());
    }

    [Fact]
    public async Task A_single_file_is_a_function()
    {
        await using var project = new FunctionProject().With(
            "functions/single/orders.cs",
            """
            using Amazon.Lambda.Core;
            public class Function
            {
                private int _calls;
                public record Order(int Id, string Sku);
                public async Task<object> FunctionHandler(Order order, ILambdaContext context)
                {
                    await Task.Yield();
                    context.Logger.LogLine("got " + order.Sku);
                    if (context.ClientContext is { } told)
                    {
                        File.WriteAllText(Path.Combine(told.Custom["to"], "out.txt"), File.ReadAllText(told.Custom["from"]) + "!");
                    }
                    if (order.Id < 0) throw new ArgumentException("no such order");
                    return new { order.Id, context.AwsRequestId, context.FunctionName, HasTime = context.RemainingTime > TimeSpan.FromSeconds(1), context.MemoryLimitInMB, Calls = ++_calls };
                }
            }

            """ + Core);

        var first = await project.InvokeAsync("single", """{"id": 4, "sku": "A"}""");
        var failed = await project.InvokeAsync("single", """{"id": -4, "sku": "B"}""");
        var second = await project.AnswerAsync("single", """{"id": 5, "sku": "C"}""");
        var left = await project.FilesAsync("single", """{"id": 6, "sku": "D"}""", "in.txt", "hello");

        Assert.Null(first.Failure);
        using var answer = JsonDocument.Parse(first.Answer);
        Assert.Equal(
            (4, first.RequestId, "single", true, 512),
            (answer.RootElement.GetProperty("id").GetInt32(), answer.RootElement.GetProperty("awsRequestId").GetString(),
                answer.RootElement.GetProperty("functionName").GetString(), answer.RootElement.GetProperty("hasTime").GetBoolean(),
                answer.RootElement.GetProperty("memoryLimitInMB").GetInt32()));
        Assert.Equal(["got A"], first.Log);
        Assert.Equal(("WEIR6512", "The function 'single' failed: ArgumentException: no such order"), (failed.Failure!.Code, failed.Failure.Message));
        Assert.DoesNotContain("Weir.Functions", string.Concat(failed.Log), StringComparison.Ordinal);
        Assert.Equal(2, second.GetProperty("calls").GetInt32());
        Assert.Equal(["out.txt hello!"], left);
    }

    [Fact]
    public async Task A_project_is_compiled_with_those_it_refers_to()
    {
        const string library = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>{0}</Project>""";
        await using var project = new FunctionProject()
            .With("shared/Shared.csproj", library.Replace("{0}", "", StringComparison.Ordinal))
            .With("shared/Greeting.cs", "namespace Shared; public static class Greeting { public static string Of(string name) => $\"hello {name}\"; }")
            .With(
                "functions/greet/Greet.csproj",
                library.Replace("{0}", """<ItemGroup><ProjectReference Include="../../shared/Shared.csproj" /></ItemGroup>""", StringComparison.Ordinal))
            .With(
                "functions/greet/Function.cs",
                """
                [assembly: Amazon.Lambda.Core.LambdaSerializer(typeof(Greet.Shouting))]
                namespace Greet
                {
                    public class Function
                    {
                        public static string FunctionHandler(string name) => Shared.Greeting.Of(name);
                    }
                    public class Shouting : Amazon.Lambda.Core.ILambdaSerializer
                    {
                        public T Deserialize<T>(System.IO.Stream from) => System.Text.Json.JsonSerializer.Deserialize<T>(from);
                        public void Serialize<T>(T value, System.IO.Stream to) => System.Text.Json.JsonSerializer.Serialize(to, value.ToString().ToUpperInvariant());
                    }
                }

                """ + Core);

        var answer = await project.AnswerAsync("greet", "\"Ghent\"");
        var before = await project.Functions.BuildAsync("greet", default);
        project.With("shared/Greeting.cs", "namespace Shared; public class Greeting");
        var broken = await Assert.ThrowsAsync<Weir.Failures.RefusedException>(() => project.Functions.BuildAsync("greet", default));

        Assert.Equal("HELLO GHENT", answer.GetString());
        Assert.False(before.IsNew);
        Assert.Equal("WEIR6503", broken.Failure.Code);
        Assert.Contains("error CS", broken.Failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(project.Folder, "functions/greet/obj")), "Nothing is left beside the source.");
    }
}
