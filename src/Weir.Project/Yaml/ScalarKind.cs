namespace Weir.Project.Yaml;

/// <summary>What a scalar is by the core schema of YAML 1.2.</summary>
internal enum ScalarKind
{
    /// <summary>Text, quoted or not.</summary>
    Text,

    /// <summary><c>null</c>, <c>~</c> or no value at all.</summary>
    Nothing,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any other number.</summary>
    Float,
}
