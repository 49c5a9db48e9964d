package dev.socle.transport.websocket;

import dev.socle.transport.Address;
import dev.socle.transport.Connection;
import dev.socle.transport.ConnectionOptions;
import dev.socle.transport.Listener;
import dev.socle.transport.channel.AddressForm;
import dev.socle.transport.channel.Admission;
import dev.socle.transport.channel.ConnectAttempt;
import dev.socle.transport.channel.Failures;
import dev.socle.transport.channel.Sockets;
import dev.socle.transport.channel.TcpSockets;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * WebSockets on sockets of either kind, plain or encrypted.
 *
 * @param form of their addresses
 * @param sockets what they stand on
 */
record WebSockets(AddressForm form, Sockets sockets) {

    static final AddressForm PLAIN = new AddressForm("ws", true);
    static final AddressForm ENCRYPTED = new AddressForm("wss", true);

    private static final int ANSWER_BYTES_MAX = 1_024;
    private static final HttpDecoderConfig HTTP = new HttpDecoderConfig()
            .setMaxInitialLineLength(4 * 1024)
            .setMaxHeaderSize(8 * 1024)
            .setMaxChunkSize(ANSWER_BYTES_MAX);

    Mono<Connection> connect(Address address, ConnectionOptions options) {
        return Mono.defer(() -> {
            form.checkTarget(address);
            requireFullClose("Cannot connect to ", address, options);
            return sockets.connect(
                    address, options, (channel, attempt) -> beginAsClient(channel, address, options, attempt));
        });
    }

    Mono<Listener> listen(Address address, ConnectionOptions options, Consumer<Connection> onConnection) {
        return Mono.defer(() -> {
            form.checkListener(address);
            requireFullClose("Cannot listen at ", address, options);
            return sockets.listen(
                    address,
                    options,
                    (channel, admission) -> beginAsServer(
                            channel, AccessRules.of(address, options, channel), options, admission, onConnection));
        });
    }

    private void beginAsClient(Channel channel, Address address, ConnectionOptions options, ConnectAttempt attempt) {
        WebSocketTraits traits = new WebSocketTraits(address, false, sockets.traits());
        AfterHandshake after = AfterHandshake.of(channel, traits, options, attempt::opened);
        TcpSockets.place(channel, "handshake", new ClientHandshake(address, options, after, attempt::failed));
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addBefore("handshake", "http", new HttpClientCodec(HTTP, false, false));
        pipeline.addBefore("handshake", "whole", new HttpObjectAggregator(ANSWER_BYTES_MAX));
        beginInPlaintext(pipeline);
    }

    private void beginAsServer(
            Channel channel,
            AccessRules rules,
            ConnectionOptions options,
            Admission admission,
            Consumer<Connection> onConnection) {
        WebSocketTraits traits = new WebSocketTraits(rules.listener(), true, sockets.traits());
        AfterHandshake after = AfterHandshake.of(channel, traits, options, onConnection);
        TcpSockets.place(channel, "handshake", new ServerHandshake(rules, options, after, admission));
        channel.pipeline().addBefore("handshake", "http", new HttpServerCodec(HTTP));
        beginInPlaintext(channel.pipeline());
    }

    private void beginInPlaintext(ChannelPipeline pipeline) {
        if (form.equals(PLAIN)) {
            pipeline.addBefore("http", "plaintext", new PlaintextCheck());
        }
    }

    /** The path as it stands in a request. */
    static String pathOf(Address address) {
        return address.path().isEmpty() ? "/" : address.path();
    }

    private static void requireFullClose(String cannot, Address address, ConnectionOptions options) {
        if (options.halfClose()) {
            throw Failures.unusable(
                    cannot + address + ": a WebSocket closes both ways at once; take tcp:// for"
                            + " ConnectionOptions.withHalfClose(true)",
                    null);
        }
    }
}
