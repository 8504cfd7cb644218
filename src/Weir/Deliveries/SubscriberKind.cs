namespace Weir.Deliveries;

/// <summary>What a delivery may go to.</summary>
public enum SubscriberKind
{
    /// <summary>A pipeline: the delivery starts a run.</summary>
    Pipeline,

    /// <summary>A table: the delivery's object is loaded.</summary>
    Table,

    /// <summary>A reconciliation: source and target are compared.</summary>
    Reconciliation,

    /// <summary>Somebody who is told: a notification is sent.</summary>
    Notification,
}
