package dev.socle.transport.quic;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tokens with which a client proves that it can be reached at its address. */
class RetryTokensTest {

    private static final InetSocketAddress CLIENT = at(1, 4_000);
    private static final byte[] ID = {1, 2, 3, 4, 5, 6, 7, 8};

    private final AtomicLong nowMillis = new AtomicLong(1_000_000);
    private final RetryTokens tokens = new RetryTokens(nowMillis::get);

    @Test
    void ownTokenIsValidForTenSecondsAndLeadsToTheFirstId() {
        ByteBuf token = token(tokens);
        nowMillis.addAndGet(10_000);

        int idAt = tokens.validateToken(token, CLIENT);

        byte[] id = new byte[ID.length];
        token.getBytes(token.readerIndex() + idAt, id);
        assertThat(id).isEqualTo(ID);
        assertThat(token.readableBytes()).isLessThanOrEqualTo(tokens.maxTokenLength());
    }

    @Test
    void oldTokenIsNotValid() {
        ByteBuf token = token(tokens);
        nowMillis.addAndGet(10_001);

        assertThat(tokens.validateToken(token, CLIENT)).isNegative();
    }

    @Test
    void tokenOfAnotherAddressIsNotValid() {
        assertThat(tokens.validateToken(token(tokens), at(1, 4_001))).isNegative();
        assertThat(tokens.validateToken(token(tokens), at(2, 4_000))).isNegative();
    }

    @Test
    void tokenUnderAnotherKeyIsNotValid() {
        assertThat(tokens.validateToken(token(new RetryTokens(nowMillis::get)), CLIENT))
                .isNegative();
    }

    @Test
    void tokenThatWasTouchedIsNotValid() {
        ByteBuf token = token(tokens);
        for (int i = 0; i < token.readableBytes(); i++) {
            token.setByte(i, token.getByte(i) ^ 1);
            assertThat(tokens.validateToken(token, CLIENT)).as("byte %s", i).isNegative();
            token.setByte(i, token.getByte(i) ^ 1);
        }
        assertThat(tokens.validateToken(token, CLIENT)).isPositive();
    }

    @Test
    void tokenOfAnyLengthIsRead() {
        for (int length = 0; length < 200; length++) {
            assertThat(tokens.validateToken(Unpooled.wrappedBuffer(new byte[length]), CLIENT))
                    .isNegative();
        }
    }

    private static InetSocketAddress at(int lastByte, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) lastByte}), port);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static ByteBuf token(RetryTokens of) {
        ByteBuf token = Unpooled.buffer();
        assertThat(of.writeToken(token, Unpooled.wrappedBuffer(ID), CLIENT)).isTrue();
        return token;
    }
}
