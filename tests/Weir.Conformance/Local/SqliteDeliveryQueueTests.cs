using Weir.Conformance.Deliveries;

namespace Weir.Conformance.Local;

public sealed class SqliteDeliveryQueueTests() : DeliveryQueueConformance(new LocalBackend());
