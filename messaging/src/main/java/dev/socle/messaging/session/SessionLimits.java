package dev.socle.messaging.session;

import java.time.Duration;

/**
 * What one session refuses, holds or cuts at the most.
 *
 * @param setupTimeout how long a client may take to its first frame; default 5 s
 * @param setupLengthMax bytes of the first frame; default 64 KiB
 * @param frameLengthMax bytes of a received frame; default 4 MiB, at most 16,777,215
 * @param messageLengthMax bytes of one message, sent or reassembled; default 4 MiB
 * @param metadataLengthMax bytes of a message's metadata; default 64 KiB
 * @param fragmentLength bytes of a sent frame; a longer message leaves in fragments; default 65 KiB, so that 64 KiB of data
 *     and a header fit one frame; at least 128
 * @param reassembliesMax messages that may be half received at a time; default 64
 * @param reassemblyBytesMax bytes that half received messages may hold together; default 8 MiB
 * @param inboundStreamsMax streams that the other side may have open; default 1,024, more are rejected
 * @param outboundStreamsMax streams that this side may have open or waiting; default 65,536, more fail here
 * @param pullMax messages that a user's publisher is asked for ahead of the socket; default 256
 * @param outboundBytesMax bytes of answers and control frames that may wait for the socket before reading pauses;
 *     default 1 MiB
 * @param writeStallTimeout how long queued bytes may not move before the connection is closed; default 10 s
 * @param handlerTimeout how long a handler of request/response or fire-and-forget may take; default 5 min
 * @param ignoredFramesMax frames in 10 s that make no sense and are skipped, before the connection is closed; default 100
 */
public record SessionLimits(
        Duration setupTimeout,
        int setupLengthMax,
        int frameLengthMax,
        int messageLengthMax,
        int metadataLengthMax,
        int fragmentLength,
        int reassembliesMax,
        int reassemblyBytesMax,
        int inboundStreamsMax,
        int outboundStreamsMax,
        int pullMax,
        int outboundBytesMax,
        Duration writeStallTimeout,
        Duration handlerTimeout,
        int ignoredFramesMax) {

    private static final int FRAME_MAX = 0xFFFFFF;

    private static final SessionLimits DEFAULTS = new SessionLimits(
            Duration.ofSeconds(5),
            64 * 1024,
            4 * 1024 * 1024,
            4 * 1024 * 1024,
            64 * 1024,
            65 * 1024,
            64,
            8 * 1024 * 1024,
            1_024,
            65_536,
            256,
            1024 * 1024,
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            100);

    public SessionLimits {
        within("setupTimeout in ms", setupTimeout.toMillis(), 1, Integer.MAX_VALUE);
        within("setupLengthMax", setupLengthMax, 32, FRAME_MAX);
        within("frameLengthMax", frameLengthMax, 128, FRAME_MAX);
        within("messageLengthMax", messageLengthMax, 1, Integer.MAX_VALUE / 2);
        within("metadataLengthMax", metadataLengthMax, 1, FRAME_MAX);
        within("fragmentLength", fragmentLength, 128, FRAME_MAX);
        within("reassembliesMax", reassembliesMax, 1, Integer.MAX_VALUE);
        within("reassemblyBytesMax", reassemblyBytesMax, 1, Integer.MAX_VALUE);
        within("inboundStreamsMax", inboundStreamsMax, 1, Integer.MAX_VALUE);
        within("outboundStreamsMax", outboundStreamsMax, 1, Integer.MAX_VALUE);
        within("pullMax", pullMax, 1, Integer.MAX_VALUE);
        within("outboundBytesMax", outboundBytesMax, 1, Integer.MAX_VALUE);
        within("writeStallTimeout in ms", writeStallTimeout.toMillis(), 1, Integer.MAX_VALUE);
        within("handlerTimeout in ms", handlerTimeout.toMillis(), 1, Integer.MAX_VALUE);
        within("ignoredFramesMax", ignoredFramesMax, 1, Integer.MAX_VALUE);
    }

    /** The defaults that stand with each component. */
    public static SessionLimits defaults() {
        return DEFAULTS;
    }

    /** A copy with another {@link #setupTimeout}. */
    public SessionLimits withSetupTimeout(Duration value) {
        return new SessionLimits(
                value,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #setupLengthMax}. */
    public SessionLimits withSetupLengthMax(int value) {
        return new SessionLimits(
                setupTimeout,
                value,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #frameLengthMax}. */
    public SessionLimits withFrameLengthMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                value,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #messageLengthMax}. */
    public SessionLimits withMessageLengthMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                value,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #metadataLengthMax}. */
    public SessionLimits withMetadataLengthMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                value,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #fragmentLength}. */
    public SessionLimits withFragmentLength(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                value,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #reassembliesMax}. */
    public SessionLimits withReassembliesMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                value,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #reassemblyBytesMax}. */
    public SessionLimits withReassemblyBytesMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                value,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #inboundStreamsMax}. */
    public SessionLimits withInboundStreamsMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                value,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #outboundStreamsMax}. */
    public SessionLimits withOutboundStreamsMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                value,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #pullMax}. */
    public SessionLimits withPullMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                value,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #outboundBytesMax}. */
    public SessionLimits withOutboundBytesMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                value,
                writeStallTimeout,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #writeStallTimeout}. */
    public SessionLimits withWriteStallTimeout(Duration value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                value,
                handlerTimeout,
                ignoredFramesMax);
    }

    /** A copy with another {@link #handlerTimeout}. */
    public SessionLimits withHandlerTimeout(Duration value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                value,
                ignoredFramesMax);
    }

    /** A copy with another {@link #ignoredFramesMax}. */
    public SessionLimits withIgnoredFramesMax(int value) {
        return new SessionLimits(
                setupTimeout,
                setupLengthMax,
                frameLengthMax,
                messageLengthMax,
                metadataLengthMax,
                fragmentLength,
                reassembliesMax,
                reassemblyBytesMax,
                inboundStreamsMax,
                outboundStreamsMax,
                pullMax,
                outboundBytesMax,
                writeStallTimeout,
                handlerTimeout,
                value);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + " to " + max + ")");
        }
    }
}
