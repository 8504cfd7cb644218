using Weir.Http;
using Weir.Pipelines;

namespace Weir.Tests.Project.Reading;

/// <summary>A step that makes an HTTP request.</summary>
public class HttpKeysTests
{
    [Fact]
    public void All_that_it_may_say()
    {
        using var project = Project(
            "{ name: a, http: 'https://x.org/{{event.key}}' }, { http: { url: 'https://x.org', json: [1], expect: [200], timeout: 5s, retry: { max_attempts: 2 }, "
            + "paging: { by: offset, size: 50 }, save_to: 'out/{{page}}.json', max_size: 1MB } }, { delete: 'out/{{steps.a.outputs.body.x}}' }");

        var steps = project.ReadGood().Pipelines["p"].Steps.OfType<StepDefinition.Http>().Select(step => step.Request).ToList();

        Assert.Equal(("GET", null, TimeSpan.FromMinutes(1), 5), (steps[0].Method, steps[0].Body, steps[0].Timeout, steps[0].Retry.MaxAttempts));
        Assert.Equal(("POST", TimeSpan.FromSeconds(5), 2, 1L << 20), (steps[1].Method, steps[1].Timeout, steps[1].Retry.MaxAttempts, steps[1].MaxSize));
        Assert.Equal(new HttpPaging(HttpPagingKind.Number) { Parameter = "offset", Step = 50 }, steps[1].Paging);
        Assert.Equal([200], steps[1].Expect);
    }

    [Theory]
    [InlineData("{ http: '' }", "5:16 WEIR2109")]
    [InlineData("{ http: { method: GET } }", "5:16 WEIR2103")]
    [InlineData("{ http: { url: x, method: get } }", "5:34 WEIR2105")]
    [InlineData("{ http: { url: x, body: a, json: b } }", "5:35 WEIR2534")]
    [InlineData("{ http: { url: x, body: a, method: GET } }", "5:26 WEIR2534")]
    [InlineData("{ http: { url: x, max_size: 1MB } }", "5:26 WEIR2534")]
    [InlineData("{ http: { url: x, headers: { 'a b': c } } }", "5:37 WEIR2535")]
    [InlineData("{ http: { url: x, headers: { Host: c } } }", "5:37 WEIR2535")]
    [InlineData("{ http: { url: x, expect: [99] } }", "5:35 WEIR2106")]
    [InlineData("{ http: { url: x, auth: { basic: { user: a } } } }", "5:41 WEIR2103")]
    [InlineData("{ http: { url: x, auth: { basic: { user: a, password: b }, bearer: c } } }", "5:67 WEIR2110")]
    [InlineData("{ http: { url: x, paging: { by: link }, save_to: out/a } }", "5:57 WEIR2534")]
    [InlineData("{ http: { url: x, paging: { by: link, size: 5 } } }", "5:46 WEIR2534")]
    [InlineData("{ http: { url: x, paging: { by: offset } } }", "5:34 WEIR2534")]
    [InlineData("{ http: { url: 'x{{page}}' } }", "5:25 WEIR2502")]
    public void A_mistake_has_its_place_and_code(string steps, string expected)
    {
        using var project = Project(steps);

        Assert.Equal(expected, string.Join(",", project.Read().Diagnostics.Select(d => $"{d.Line}:{d.Column} {d.Failure.Code}")));
    }

    private static ProjectFolder Project(string steps) => ProjectFolder.Of(
        $"project: p\nbuckets: {{ raw: , out: }}\n\npipelines: {{ p: {{ triggers: [{{ object_created: raw/** }}], steps: [\n       {steps}\n  ] }} }}\n");
}
