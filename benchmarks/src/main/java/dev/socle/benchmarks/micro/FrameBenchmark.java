package dev.socle.benchmarks.micro;

import dev.socle.messaging.frame.Body;
import dev.socle.messaging.frame.FrameCutter;
import dev.socle.messaging.frame.FrameHeader;
import dev.socle.messaging.frame.FrameType;
import dev.socle.messaging.frame.PayloadFrame;
import dev.socle.messaging.frame.RequestFrame;
import dev.socle.messaging.frame.RequestNFrame;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Frames with 64 bytes of data, written and read where they lie, and cut out of a buffer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class FrameBenchmark {

    private static final int DATA_BYTES = 64;
    private static final int FRAMES = 50;
    private static final int STREAM_ID = 4711;

    private final ByteBuf data = Unpooled.directBuffer(DATA_BYTES).writeZero(DATA_BYTES);
    private final ByteBuf out = Unpooled.directBuffer(256);
    private final ByteBuf request = Unpooled.directBuffer(256);
    private final ByteBuf payload = Unpooled.directBuffer(256);
    private final ByteBuf requestN = Unpooled.directBuffer(256);
    private final ByteBuf received = Unpooled.directBuffer(8192);
    private int cutBytes;
    private final FrameCutter cutter = new FrameCutter(ByteBufAllocator.DEFAULT, 4 * 1024 * 1024, this::onFrame);

    @Setup
    public void fill() {
        request(request);
        payload(payload);
        requestN(requestN);
        for (int i = 0; i < FRAMES; i++) {
            payload(received);
        }
    }

    @Benchmark
    public ByteBuf encodeRequestResponse() {
        return request(out.clear());
    }

    @Benchmark
    public ByteBuf encodePayload() {
        return payload(out.clear());
    }

    @Benchmark
    public ByteBuf encodeRequestN() {
        return requestN(out.clear());
    }

    @Benchmark
    public int decodeRequestResponse() {
        return dataLength(request, RequestFrame.bodyIndex(FrameType.REQUEST_RESPONSE, FrameHeader.PREFIX_BYTES));
    }

    @Benchmark
    public int decodePayload() {
        return dataLength(payload, PayloadFrame.bodyIndex(FrameHeader.PREFIX_BYTES));
    }

    @Benchmark
    public int decodeRequestN() {
        int at = FrameHeader.PREFIX_BYTES;
        return FrameHeader.streamId(requestN, at) + RequestNFrame.requestN(requestN, at, requestN.writerIndex());
    }

    /** For each of 50 frames in one buffer. */
    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public int cut() {
        cutBytes = 0;
        cutter.feed(received);
        return cutBytes;
    }

    private boolean onFrame(ByteBuf buffer, int at, int end) {
        cutBytes += end - at;
        return true;
    }

    private ByteBuf request(ByteBuf to) {
        int prefixAt = FrameHeader.beginPrefix(to);
        RequestFrame.encodeHeader(to, STREAM_ID, FrameType.REQUEST_RESPONSE, 0, 0);
        to.writeBytes(data, 0, DATA_BYTES);
        FrameHeader.endPrefix(to, prefixAt);
        return to;
    }

    private ByteBuf payload(ByteBuf to) {
        int prefixAt = FrameHeader.beginPrefix(to);
        PayloadFrame.encodeHeader(to, STREAM_ID, FrameHeader.NEXT | FrameHeader.COMPLETE);
        to.writeBytes(data, 0, DATA_BYTES);
        FrameHeader.endPrefix(to, prefixAt);
        return to;
    }

    private static ByteBuf requestN(ByteBuf to) {
        int prefixAt = FrameHeader.beginPrefix(to);
        RequestNFrame.encode(to, STREAM_ID, 128);
        FrameHeader.endPrefix(to, prefixAt);
        return to;
    }

    private static int dataLength(ByteBuf frame, int bodyAt) {
        int at = FrameHeader.PREFIX_BYTES;
        int end = at + FrameHeader.length(frame, 0);
        int metadataLength = Body.metadataLength(frame, bodyAt, end, FrameHeader.typeAndFlags(frame, at));
        return FrameHeader.streamId(frame, at) + end - Body.dataIndex(bodyAt, metadataLength);
    }
}
