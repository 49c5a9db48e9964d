package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import dev.socle.messaging.service.Service;

/** The same service for callers that wait. */
@Service("orders")
public interface BlockingOrders {

    /** Takes an order. */
    Receipt place(Order order);
}
