using Weir.Failures;
using Weir.Project;
using Weir.Project.Starters;

namespace Weir.Tests.Project.Starters;

public sealed class StarterTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void There_are_orders_and_an_empty_project() => Assert.Equal(["orders", "empty"], Starter.Names);

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("empty", "my-project")]
    public void A_starter_is_a_project_without_mistakes(string name, string project)
    {
        var files = Starter.Write(name, _folder);

        var (definition, diagnostics) = ProjectReader.Read(_folder);
        Assert.Empty(diagnostics);
        Assert.Equal(project, definition!.Name);
        Assert.Contains("weir.yaml", files);
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(_folder, file))));
    }

    [Fact]
    public void The_orders_come_with_data() =>
        Assert.Equal(["data/order-1.json", "data/order-2.json", "weir.yaml"], Starter.Write(Starter.Default, _folder));

    [Fact]
    public void A_file_that_is_there_stays_as_it_is()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "weir.yaml"), "mine");

        var refused = Assert.Throws<RefusedException>(() => Starter.Write("orders", _folder));

        Assert.Equal("WEIR2602", refused.Failure.Code);
        Assert.Equal(["weir.yaml"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_folder, "weir.yaml")));
    }

    [Fact]
    public void An_unknown_starter_is_refused_with_the_one_that_was_meant()
    {
        var refused = Assert.Throws<RefusedException>(() => Starter.Write("order", _folder));

        Assert.Equal(("WEIR2601", "Did you mean 'orders'?"), (refused.Failure.Code, refused.Failure.Hint));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused()
    {
        File.WriteAllText(_folder, "");

        Assert.Equal("WEIR2603", Assert.Throws<RefusedException>(() => Starter.Write("orders", _folder)).Failure.Code);
    }

    public void Dispose()
    {
        if (File.Exists(_folder))
        {
            File.Delete(_folder);
        }
        else if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
