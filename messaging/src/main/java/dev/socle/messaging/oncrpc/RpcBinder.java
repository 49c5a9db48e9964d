package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.XdrUnsigned;
import reactor.core.publisher.Mono;

/**
 * The port mapper, as it knows every kind of network.
 *
 * <p><b>Source:</b> RFC 1833, section 2.
 */
@RpcProgram(number = 100_000, version = 4)
interface RpcBinder {

    int SET = 1;
    int UNSET = 2;

    /** Adds an entry; false when there is another one. */
    @RpcProcedure(SET)
    Mono<Boolean> set(Entry entry);

    /** Takes an entry away, of its network only. */
    @RpcProcedure(UNSET)
    Mono<Boolean> unset(Entry entry);

    /**
     * Where a version of a program is.
     *
     * @param network such as {@code tcp} and {@code udp6}
     * @param address host and port, as six numbers with dots, or the host of IPv6 and two numbers
     */
    record Entry(@XdrUnsigned long program, @XdrUnsigned long version, String network, String address, String owner) {}
}
