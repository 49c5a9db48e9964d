package dev.socle.benchmarks.micro;

import dev.socle.messaging.service.Service;
import reactor.core.publisher.Mono;

/** The service whose dispatch is measured. */
@Service("desk")
public interface Desk {

    /** Takes nothing and gives nothing: what is left is the way to the method. */
    Mono<Boolean> ping();

    /** Gives back what it takes. */
    Mono<Item> take(Item item);
}
