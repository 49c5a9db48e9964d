package dev.socle.messaging.datagram;

import dev.socle.messaging.service.Deadline;
import dev.socle.messaging.service.Idempotent;
import dev.socle.messaging.service.Service;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import reactor.core.publisher.Mono;

/** A service whose executions can be counted, each by the number that its caller chose. */
@Service("counter")
public interface Counter {

    /** Executes once what must not be executed twice. */
    Mono<Long> execute(long number);

    /** May be executed twice. */
    @Idempotent
    Mono<Long> look(long number);

    /** Nothing comes back. */
    Mono<Void> note(long number);

    /** Fits no datagram when the number is large. */
    Mono<String> repeat(int times);

    /** Never answered. */
    @Deadline(millis = 300)
    Mono<Long> hang(long number);

    /** Counts. */
    final class Counting implements Counter {

        final ConcurrentMap<Long, Integer> executions = new ConcurrentHashMap<>();

        @Override
        public Mono<Long> execute(long number) {
            executions.merge(number, 1, Integer::sum);
            return Mono.just(number + 1);
        }

        @Override
        public Mono<Long> look(long number) {
            executions.merge(number, 1, Integer::sum);
            return Mono.just(number + 1);
        }

        @Override
        public Mono<Void> note(long number) {
            executions.merge(number, 1, Integer::sum);
            return Mono.empty();
        }

        @Override
        public Mono<String> repeat(int times) {
            executions.merge((long) times, 1, Integer::sum);
            return Mono.just("x".repeat(times));
        }

        @Override
        public Mono<Long> hang(long number) {
            executions.merge(number, 1, Integer::sum);
            return Mono.never();
        }
    }
}
