package dev.socle.benchmarks.compare.contestant;

import dev.socle.benchmarks.compare.load.Order;
import dev.socle.benchmarks.compare.load.Receipt;
import dev.socle.messaging.service.Service;
import reactor.core.publisher.Mono;

/** The typed service, as a Socle interface. */
@Service("orders")
public interface Orders {

    /** Takes an order. */
    Mono<Receipt> place(Order order);
}
