package dev.socle.benchmarks.allocation;

import dev.socle.messaging.service.Service;
import reactor.core.publisher.Mono;

/** The typed service: a record of about 64 bytes of JSON each way. */
@Service("ledger")
interface Ledger {

    Mono<Entry> book(Entry entry);

    record Entry(long id, String account, int amountCents, boolean settled) {

        static final Entry SAMPLE = new Entry(1_234_567, "Ada Lovelace", 129_900, true);
    }
}
