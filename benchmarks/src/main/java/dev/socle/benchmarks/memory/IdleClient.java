package dev.socle.benchmarks.memory;

import dev.socle.messaging.session.InteractionSpec;
import dev.socle.messaging.session.Interactions;
import dev.socle.messaging.session.RequestHandler;
import dev.socle.messaging.session.Session;
import dev.socle.transport.Address;
import java.util.ArrayList;
import java.util.List;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The process that opens connections, and asks what is never answered. */
final class IdleClient extends Obedient {

    private static final int CONNECTS_AT_A_TIME = 64;
    private static final InteractionSpec<Object, Object> WITHOUT_DEADLINE =
            new InteractionSpec<>("idle", NoMessage.INSTANCE, NoMessage.INSTANCE, 0, false);

    private final List<Session> sessions = new ArrayList<>();

    private IdleClient() {}

    public static void main(String[] args) throws Exception {
        new IdleClient().obey();
    }

    @Override
    String answer(String[] words) {
        return switch (words[0]) {
            case "connect" -> {
                connect(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
                yield "";
            }
            case "open" -> {
                open(Integer.parseInt(words[1]));
                yield "";
            }
            default -> throw new IllegalArgumentException("no command " + words[0]);
        };
    }

    private void connect(int port, int count) {
        Address address = Address.of("tcp", "127.0.0.1", port);
        Flux.range(0, count)
                .flatMap(
                        number -> Session.connect(address, IdleServer.OPTIONS, RequestHandler.rejecting()),
                        CONNECTS_AT_A_TIME)
                .toIterable()
                .forEach(sessions::add);
    }

    private void open(int count) {
        for (int i = 0; i < count; i++) {
            Interactions.requestResponse(sessions.get(i % sessions.size()), WITHOUT_DEADLINE, NoMessage.INSTANCE)
                    .subscribe(Awaiting.INSTANCE);
        }
    }

    /** One subscriber for all. */
    private enum Awaiting implements CoreSubscriber<Object> {
        INSTANCE;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object answer) {
            onError(new IllegalStateException("an answer that nobody gave"));
        }

        @Override
        public void onError(Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(1);
        }

        @Override
        public void onComplete() {}
    }
}
