package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.XdrCase;
import dev.socle.messaging.codec.XdrMax;
import dev.socle.messaging.codec.XdrUnsigned;
import reactor.core.publisher.Mono;

/** What desk.x says, in Java. */
@RpcProgram(number = 0x20000099, version = 1)
interface Desk {

    @RpcProcedure(1)
    Mono<Integer> add(int left, int right);

    @RpcProcedure(2)
    Mono<Answer> find(String name);

    @RpcProcedure(3)
    Mono<byte[]> echo(byte[] blob);

    @RpcProcedure(4)
    Mono<String> who();

    @RpcProcedure(5)
    Mono<Void> rename(Item item);

    record Item(@XdrMax(20) String name, @XdrUnsigned long count) {}

    sealed interface Answer {}

    @XdrCase(1)
    record Found(Item item) implements Answer {}

    @XdrCase(0)
    record Missing() implements Answer {}
}
