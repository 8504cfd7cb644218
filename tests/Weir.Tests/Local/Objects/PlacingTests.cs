using System.Globalization;

using Weir.Buckets;
using Weir.Local;

namespace Weir.Tests.Local.Objects;

public sealed class PlacingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weir-placing-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Which of a batch was the newest depended on which had been written first.</summary>
    [Fact]
    public async Task What_is_placed_together_is_numbered_in_its_order()
    {
        using var environment = await LocalEnvironment.OpenAsync(
            _folder, "local", [new BucketDefinition { Name = "raw" }], TimeSpan.Zero, TimeProvider.System, default);
        var staged = new List<StoredObject>();
        for (var n = 0; n < 20; n++)
        {
            staged.Add(await environment.ObjectWriter.StageAsync(
                new ObjectName("raw", n.ToString(CultureInfo.InvariantCulture)), new MemoryStream([(byte)n]), default));
        }

        staged.Reverse();
        var placed = await environment.ObjectWriter.PlaceAsync(staged, default);

        Assert.Equal(placed.Select(version => version.Version).Order(), placed.Select(version => version.Version));
        foreach (var version in placed)
        {
            await using var content = environment.Objects.OpenRead(version);
            Assert.Equal(version.Name.Key, content.ReadByte().ToString(CultureInfo.InvariantCulture));
        }
    }
}
