package dev.socle.messaging.oncrpc;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.oncrpc.OncRpcException.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * From the bytes of a call to those of its reply.
 *
 * <p><b>Threading:</b> called on the loop of a connection or socket; a reply comes on any thread.
 * <p><b>Errors:</b> a caller learns that a method failed, and nothing of how: that stands in the log.
 */
final class CallDispatcher {

    private static final Logger log = LoggerFactory.getLogger(CallDispatcher.class);
    private static final Object[] NOTHING = new Object[0];

    private final ProgramTable programs;
    private final CallerCheck check;

    CallDispatcher(ProgramTable programs, CallerCheck check) {
        this.programs = programs;
        this.check = check;
    }

    /**
     * Where a reply goes.
     *
     * @param headroom bytes that stay free in front of it
     * @param bytesMax of a reply, without the headroom
     * @param taker who gets it, once, and with it the duty to release it
     */
    record Replies(ByteBufAllocator allocator, int headroom, int bytesMax, Consumer<ByteBuf> taker) {}

    /**
     * Answers one message; the bytes are borrowed for the call.
     *
     * @return what cancels the work on it
     * @throws OncRpcException when it is no call
     */
    Disposable dispatch(ByteBuf in, int at, int end, String from, Replies replies) {
        CallMessage call = CallMessage.read(in, at, end);
        int xid = call.xid();
        if (call.rpcVersion() != CallMessage.RPC_VERSION) {
            return reply(replies, out -> ReplyMessage.writeRpcMismatch(out, xid));
        }
        RpcCaller caller;
        AuthStatus refusal;
        try {
            caller = new RpcCaller(from, credential(in, call));
            refusal = call.verifierLength() > CallMessage.AUTH_BYTES_MAX
                    ? AuthStatus.BAD_VERIFIER
                    : check.refusal(caller);
        } catch (RefusedCredential refused) {
            return reply(replies, out -> ReplyMessage.writeAuthError(out, xid, refused.status));
        }
        if (refusal != null) {
            return reply(replies, out -> ReplyMessage.writeAuthError(out, xid, refusal));
        }
        return dispatch(in, end, call, caller, replies);
    }

    private Disposable dispatch(ByteBuf in, int end, CallMessage call, RpcCaller caller, Replies replies) {
        int xid = call.xid();
        SortedMap<Integer, Map<Integer, ServedProcedure>> versions =
                programs.versions(call.program().number());
        if (versions == null) {
            return fail(replies, xid, Status.PROG_UNAVAIL);
        }
        Map<Integer, ServedProcedure> procedures = versions.get(call.program().version());
        if (procedures == null) {
            return reply(
                    replies,
                    out -> ReplyMessage.writeProgramMismatch(out, xid, versions.firstKey(), versions.lastKey()));
        }
        if (call.procedure() == 0) {
            return reply(replies, out -> ReplyMessage.writeSuccess(out, xid));
        }
        ServedProcedure served = procedures.get(call.procedure());
        if (served == null) {
            return fail(replies, xid, Status.PROC_UNAVAIL);
        }
        Object[] arguments;
        try {
            arguments = served.procedure().arguments().decode(in, call.bodyIndex(), end - call.bodyIndex());
        } catch (CodecException unreadable) {
            log.debug(
                    "{} called {} with arguments that cannot be read",
                    caller.address(),
                    served.procedure(),
                    unreadable);
            return fail(replies, xid, Status.GARBAGE_ARGS);
        }
        return invoke(served, arguments, xid, caller, replies);
    }

    private Disposable invoke(ServedProcedure served, Object[] arguments, int xid, RpcCaller caller, Replies replies) {
        boolean hasResult = served.procedure().method().hasResult();
        return served.invoke(arguments)
                .map(value -> hasResult ? new Object[] {value} : NOTHING)
                .defaultIfEmpty(NOTHING)
                .contextWrite(context -> context.put(RpcCaller.class, caller))
                .subscribe(result -> succeed(served.procedure(), result, xid, replies), failure -> {
                    logFailure(served.procedure(), failure);
                    fail(replies, xid, Status.SYSTEM_ERR);
                });
    }

    private void succeed(Procedure procedure, Object[] result, int xid, Replies replies) {
        ByteBuf out = replies.allocator.buffer().writeZero(replies.headroom);
        boolean isDone = false;
        try {
            ReplyMessage.writeSuccess(out, xid);
            requireResult(procedure, result);
            procedure.result().encode(result, out);
            int length = out.readableBytes() - replies.headroom;
            if (length > replies.bytesMax) {
                throw new OncRpcException(
                        Status.LIMIT, "Reply of " + length + " bytes exceeds the limit of " + replies.bytesMax);
            }
            isDone = true;
        } catch (RuntimeException failure) {
            logFailure(procedure, failure);
        } finally {
            if (!isDone) {
                out.release();
            }
        }
        if (isDone) {
            replies.taker.accept(out);
        } else {
            fail(replies, xid, Status.SYSTEM_ERR);
        }
    }

    private static void requireResult(Procedure procedure, Object[] result) {
        if (procedure.method().hasResult() && result.length == 0) {
            throw new IllegalStateException("it gave no value");
        }
    }

    private static RpcCredential credential(ByteBuf in, CallMessage call) throws RefusedCredential {
        if (call.credentialLength() > CallMessage.AUTH_BYTES_MAX) {
            throw new RefusedCredential(AuthStatus.BAD_CREDENTIAL);
        }
        return switch (call.credentialFlavor()) {
            case 0 -> RpcCredential.NONE;
            case RpcCredential.Sys.FLAVOR -> {
                try {
                    yield RpcCredential.Sys.read(in, call.credentialIndex(), call.credentialLength());
                } catch (CodecException unreadable) {
                    throw new RefusedCredential(AuthStatus.BAD_CREDENTIAL);
                }
            }
            default -> throw new RefusedCredential(AuthStatus.REJECTED_CREDENTIAL);
        };
    }

    private static Disposable fail(Replies replies, int xid, Status status) {
        return reply(replies, out -> ReplyMessage.writeFailure(out, xid, status));
    }

    private static Disposable reply(Replies replies, Consumer<ByteBuf> writing) {
        ByteBuf out = replies.allocator.buffer().writeZero(replies.headroom);
        writing.accept(out);
        replies.taker.accept(out);
        return Disposables.disposed();
    }

    private static void logFailure(Procedure procedure, @Nullable Throwable failure) {
        log.error(
                "{} failed, id {}",
                procedure,
                Long.toHexString(ThreadLocalRandom.current().nextLong()),
                failure);
    }

    /** Goes up a few calls only. */
    private static final class RefusedCredential extends Exception {

        private static final long serialVersionUID = 1L;
        private final AuthStatus status;

        private RefusedCredential(AuthStatus status) {
            super(null, null, false, false);
            this.status = status;
        }
    }
}
