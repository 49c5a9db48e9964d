package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.CodecLimits;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.codec.XdrCodec;
import dev.socle.messaging.codec.XdrMax;
import dev.socle.messaging.codec.XdrUnsigned;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * Who a caller says it is. Nothing proves it: the network carries whatever a program wrote.
 *
 * <p><b>Source:</b> RFC 5531, sections 8.2, 10 and appendix A.
 */
public sealed interface RpcCredential {

    /** Nothing is said. */
    RpcCredential NONE = new None();

    /** AUTH_NONE. */
    record None() implements RpcCredential {

        @Override
        public byte[] toBytes() {
            return new byte[8];
        }
    }

    /**
     * AUTH_SYS: a user of a Unix system.
     *
     * @param stamp any number
     * @param machineName of the caller's machine, at most 255 bytes
     * @param uid of the user
     * @param gid of the user's first group
     * @param gids of the other groups, at most 16
     */
    record Sys(
            @XdrUnsigned long stamp,
            @XdrMax(255) String machineName,
            @XdrUnsigned long uid,
            @XdrUnsigned long gid,
            @XdrMax(16) List<@XdrUnsigned Long> gids)
            implements RpcCredential {

        static final int FLAVOR = 1;

        private static final ValueCodec<Sys> CODEC =
                XdrCodec.of(CodecLimits.defaults()).of(Sys.class);

        public Sys {
            gids = List.copyOf(gids);
        }

        static Sys read(ByteBuf in, int index, int length) {
            return CODEC.decode(in, index, length);
        }

        @Override
        public byte[] toBytes() {
            ByteBuf out = Unpooled.buffer();
            out.writeInt(FLAVOR).writeInt(0);
            CODEC.encode(this, out);
            out.setInt(4, out.readableBytes() - 8);
            return ByteBufUtil.getBytes(out);
        }
    }

    /**
     * Flavor, length and body, as they stand in a call.
     *
     * <p><b>Errors:</b> {@link dev.socle.messaging.codec.CodecException} when a part exceeds what the protocol allows.
     */
    byte[] toBytes();
}
