package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.XdrUnsigned;
import reactor.core.publisher.Mono;

/**
 * The port mapper, as it knows IPv4.
 *
 * <p><b>Source:</b> RFC 1833, section 3.
 */
@RpcProgram(number = 100_000, version = 2)
interface PortMapper {

    int TCP = 6;
    int UDP = 17;

    int SET = 1;
    int UNSET = 2;
    int PORT = 3;

    /** Adds a mapping; false when there is another one. */
    @RpcProcedure(SET)
    Mono<Boolean> set(Mapping mapping);

    /** Takes a mapping away, of both protocols. */
    @RpcProcedure(UNSET)
    Mono<Boolean> unset(Mapping mapping);

    /** The port of a program; 0 when there is none. */
    @RpcProcedure(PORT)
    Mono<@XdrUnsigned Long> port(Mapping mapping);

    /** Where a version of a program is. */
    record Mapping(
            @XdrUnsigned long program,
            @XdrUnsigned long version,
            @XdrUnsigned long protocol,
            @XdrUnsigned long port) {}
}
