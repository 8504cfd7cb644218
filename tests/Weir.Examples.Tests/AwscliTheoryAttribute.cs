namespace Weir.Examples.Tests;

/// <summary>A test that needs awscli, left out, with the reason, where there is none. <c>.ci/run</c> installs it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AwscliTheoryAttribute : TheoryAttribute
{
    public AwscliTheoryAttribute() => Skip = File.Exists("/usr/bin/aws") ? null : "There is no awscli here: apt-get install awscli.";
}
