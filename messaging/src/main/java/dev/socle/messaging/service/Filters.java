package dev.socle.messaging.service;

import java.util.List;
import java.util.Objects;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Puts filters in front of a method, once. */
final class Filters {

    private Filters() {}

    /** The outermost invoker: the first filter around the second, and so on, around the last invoker. */
    static Invoker compose(List<Filter> filters, ServiceMethod method, Invoker last) {
        Invoker next = last;
        for (int i = filters.size() - 1; i >= 0; i--) {
            next = Objects.requireNonNull(filters.get(i).wrap(method, next), "a filter gave no invoker");
        }
        return next;
    }

    /**
     * The answer to one request: what comes from the method itself is single; of what filters give, a second value is an
     * error, and the end is awaited, so that whoever counts ends sees them.
     */
    static Mono<?> single(Publisher<?> answer) {
        return answer instanceof Mono<?> mono ? mono : Flux.from(answer).singleOrEmpty();
    }
}
