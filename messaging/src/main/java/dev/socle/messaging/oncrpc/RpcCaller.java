package dev.socle.messaging.oncrpc;

import reactor.core.publisher.Mono;

/**
 * The other side of one call, as a server sees it.
 *
 * @param address from where the call came, for people; over UDP anybody can write anything there
 * @param credential who it says it is
 */
public record RpcCaller(String address, RpcCredential credential) {

    /** The caller, for the {@code Mono}s that methods give; empty elsewhere. */
    public static Mono<RpcCaller> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(context.<RpcCaller>getOrEmpty(RpcCaller.class)));
    }
}
