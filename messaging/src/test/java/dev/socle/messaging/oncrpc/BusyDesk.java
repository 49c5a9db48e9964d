package dev.socle.messaging.oncrpc;

import dev.socle.messaging.oncrpc.RpcCredential.Sys;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A desk that answers as desk_server.c does, and counts its additions. */
final class BusyDesk implements Desk {

    final AtomicInteger additions = new AtomicInteger();
    final AtomicInteger holding = new AtomicInteger();
    /** Ends what was asked for as "held". */
    final Sinks.Empty<Answer> release = Sinks.empty();

    @Override
    public Mono<Integer> add(int left, int right) {
        additions.incrementAndGet();
        return Mono.just(left + right);
    }

    @Override
    public Mono<Answer> find(String name) {
        return switch (name) {
            case "nothing" -> Mono.just(new Missing());
            case "never" -> Mono.never();
            case "held" -> {
                holding.incrementAndGet();
                yield release.asMono().defaultIfEmpty(new Missing());
            }
            case "failure" -> Mono.error(new IllegalStateException("on purpose"));
            case "empty" -> Mono.empty();
            case "throw" -> throw new IllegalStateException("thrown on purpose");
            case "long" -> Mono.just(new Found(new Item("x".repeat(21), 0)));
            default -> Mono.just(new Found(new Item(name, 4_000_000_000L)));
        };
    }

    @Override
    public Mono<byte[]> echo(byte[] blob) {
        return Mono.just(blob);
    }

    @Override
    public Mono<String> who() {
        return RpcCaller.current()
                .map(caller -> caller.credential() instanceof Sys user
                        ? user.machineName() + " " + user.uid() + " " + user.gid() + " "
                                + user.gids().size()
                        : "nobody");
    }

    @Override
    public Mono<Void> rename(Item item) {
        return Mono.empty();
    }
}
