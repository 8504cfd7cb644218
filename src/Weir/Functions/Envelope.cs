namespace Weir.Functions;

/// <summary>What an object's event comes in, as services of AWS hand it to a function.</summary>
public enum Envelope
{
    /// <summary>As S3 tells a function itself.</summary>
    S3,

    /// <summary>S3's notification within a message of a queue.</summary>
    Sqs,

    /// <summary>S3's notification within a notification of a topic within a message of a queue.</summary>
    SqsSns,
}
