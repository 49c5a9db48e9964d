package dev.socle.messaging.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Reads all that a frame says, through every accessor of its type, as text. */
final class AnyFrame {

    private AnyFrame() {}

    static String read(ByteBuf frame, int at, int end) {
        FrameHeader.checkLength(end - at, FrameHeader.LENGTH_MAX);
        int typeAndFlags = FrameHeader.typeAndFlags(frame, at);
        int type = FrameHeader.type(typeAndFlags);
        return FrameType.name(type) + " s" + FrameHeader.streamId(frame, at)
                + switch (type) {
                    case FrameType.SETUP -> setup(frame, at, end, typeAndFlags);
                    case FrameType.LEASE -> lease(frame, at, end);
                    case FrameType.KEEPALIVE ->
                        ((typeAndFlags & FrameHeader.RESPOND) == 0 ? " " : " R ")
                                + KeepAliveFrame.position(frame, at, end)
                                + " data " + hex(frame, KeepAliveFrame.dataIndex(at), end);
                    case FrameType.REQUEST_RESPONSE, FrameType.REQUEST_FNF ->
                        body(frame, RequestFrame.bodyIndex(type, at), end, typeAndFlags);
                    case FrameType.REQUEST_STREAM, FrameType.REQUEST_CHANNEL ->
                        " n" + RequestFrame.initialRequestN(frame, at, end)
                                + body(frame, RequestFrame.bodyIndex(type, at), end, typeAndFlags);
                    case FrameType.REQUEST_N -> " n" + RequestNFrame.requestN(frame, at, end);
                    case FrameType.CANCEL -> "";
                    case FrameType.PAYLOAD -> body(frame, PayloadFrame.bodyIndex(at), end, typeAndFlags);
                    case FrameType.ERROR ->
                        " " + Integer.toHexString(ErrorFrame.code(frame, at, end)) + " "
                                + ErrorFrame.text(frame, at, end);
                    case FrameType.METADATA_PUSH -> " metadata " + hex(frame, MetadataPushFrame.metadataIndex(at), end);
                    case FrameType.RESUME -> resume(ResumeFrame.decode(frame, at, end));
                    case FrameType.RESUME_OK -> " " + ResumeOkFrame.position(frame, at, end);
                    case FrameType.EXT ->
                        " exttype " + ExtFrame.extendedType(frame, at, end) + " "
                                + hex(frame, ExtFrame.bodyIndex(at), end);
                    default -> " unknown";
                };
    }

    /** The flags that a type has, besides I, which is every type's. */
    static int flagsOf(int type) {
        return switch (type) {
            case FrameType.SETUP -> FrameHeader.METADATA | FrameHeader.RESUME | FrameHeader.LEASE;
            case FrameType.LEASE, FrameType.METADATA_PUSH, FrameType.EXT -> FrameHeader.METADATA;
            case FrameType.KEEPALIVE -> FrameHeader.RESPOND;
            case FrameType.REQUEST_RESPONSE, FrameType.REQUEST_FNF, FrameType.REQUEST_STREAM ->
                FrameHeader.METADATA | FrameHeader.FOLLOWS;
            case FrameType.REQUEST_CHANNEL -> FrameHeader.METADATA | FrameHeader.FOLLOWS | FrameHeader.COMPLETE;
            case FrameType.PAYLOAD ->
                FrameHeader.METADATA | FrameHeader.FOLLOWS | FrameHeader.COMPLETE | FrameHeader.NEXT;
            default -> 0;
        };
    }

    private static String setup(ByteBuf frame, int at, int end, int typeAndFlags) {
        SetupFields fields = SetupFrame.decode(frame, at, end);
        byte[] token = fields.resumeToken();
        return " " + fields + (token == null ? "" : " token " + ByteBufUtil.hexDump(token))
                + body(frame, SetupFrame.bodyIndex(frame, at, end), end, typeAndFlags);
    }

    private static String lease(ByteBuf frame, int at, int end) {
        int metadataLength = LeaseFrame.metadataLength(frame, at, end);
        int metadataAt = LeaseFrame.metadataIndex(at);
        return " ttl " + LeaseFrame.ttlMillis(frame, at, end) + " n " + LeaseFrame.requests(frame, at, end)
                + (metadataLength < 0 ? "" : " metadata " + hex(frame, metadataAt, metadataAt + metadataLength));
    }

    private static String resume(ResumeFields fields) {
        return " " + fields + " token " + ByteBufUtil.hexDump(fields.resumeToken());
    }

    private static String body(ByteBuf frame, int bodyAt, int end, int typeAndFlags) {
        int metadataLength = Body.metadataLength(frame, bodyAt, end, typeAndFlags);
        int metadataAt = Body.metadataIndex(bodyAt, metadataLength);
        String metadata = metadataLength < 0 ? "" : " metadata " + hex(frame, metadataAt, metadataAt + metadataLength);
        return metadata + " data " + hex(frame, Body.dataIndex(bodyAt, metadataLength), end);
    }

    private static String hex(ByteBuf frame, int from, int end) {
        return ByteBufUtil.hexDump(frame, from, end - from);
    }
}
