using Weir.Failures;

namespace Weir.Tests.Engine.Steps;

/// <summary>Damages archives byte by byte.</summary>
internal static class Flips
{
    /// <summary>Every byte changed in several ways: the step succeeds or is refused, and a refusal leaves nothing.</summary>
    public static async Task SurviveAsync(string name, byte[] archive)
    {
        for (var at = 0; at < archive.Length; at++)
        {
            foreach (var flip in (byte[])[0x01, 0x80, 0xFF])
            {
                var damaged = (byte[])archive.Clone();
                damaged[at] ^= flip;
                var bench = new StepBench();
                var landed = bench.Buckets.Put("raw/" + name, damaged);
                try
                {
                    await bench.RunAsync(landed, StepBench.Unzip("raw/" + name, "out/"));
                }
                catch (RefusedException)
                {
                    Assert.Equal(["raw/" + name], bench.Buckets.Names);
                }

                Assert.Equal(0, bench.Buckets.Leftovers);
            }
        }
    }
}
