package dev.socle.names;

import dev.socle.messaging.session.SessionClient;
import dev.socle.transport.Address;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The instances of one service that this side is connected to: follows the snapshots, and publishes a new {@link Picker} whenever
 * an instance can be asked, or cannot any more.
 *
 * <p><b>Threading:</b> a turn of its own; {@link #picker}, {@link #pickers} and {@link #descriptions} from any thread.
 * <p><b>Limits:</b> draining takes 30 s at most.
 */
final class Members {

    private static final Logger LOG = LoggerFactory.getLogger(Members.class);
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private final String service;
    private final int connectionsMax;
    private final AllowedSchemes schemes;
    private final Function<Address, SessionClient> clients;
    private final Turn turn = new Turn();
    private final int salt = ThreadLocalRandom.current().nextInt();
    private final Sinks.Many<Picker> published = Sinks.many().replay().latest();
    private final AtomicBoolean isRebuildDue = new AtomicBoolean();
    private volatile Picker picker = Picker.EMPTY;
    /** By instance id; replaced as a whole, so that any thread may read it. */
    private volatile Map<String, Member> members = Map.of();
    /** Instances that are not called, with the reason; replaced as a whole. */
    private volatile Map<String, String> refused = Map.of();

    private boolean isClosed;

    Members(String service, NamesOptions options, Function<Address, SessionClient> clients) {
        this.service = service;
        this.connectionsMax = options.connectionsMax();
        this.schemes = new AllowedSchemes(options.schemesAllowed());
        this.clients = clients;
    }

    Picker picker() {
        return picker;
    }

    /** The present picker and those that come. */
    Flux<Picker> pickers() {
        return published.asFlux().onBackpressureLatest();
    }

    /** Each instance with what is known of its connection, for errors. */
    List<String> descriptions() {
        List<String> lines = new ArrayList<>();
        members.values().forEach(member -> lines.add(member.toString()));
        refused.forEach((instance, why) -> lines.add(instance + ": " + why));
        return lines;
    }

    @Nullable
    Throwable lastFailure() {
        return members.values().stream()
                .map(Member::lastFailure)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** There is a new view of the service; any thread. */
    void onSnapshot(Snapshot snapshot) {
        turn.execute(() -> follow(snapshot));
    }

    /** Lets what is in flight end, and connects no more; any thread. */
    Mono<Void> close(Duration grace) {
        return Mono.<Collection<Member>>create(sink -> turn.execute(() -> {
                    Collection<Member> last = members.values();
                    isClosed = true;
                    members = Map.of();
                    rebuild();
                    published.tryEmitComplete();
                    turn.dispose();
                    sink.success(last);
                }))
                .flatMap(last -> Mono.whenDelayError(
                        last.stream().map(member -> member.drain(grace)).toList()));
    }

    private void follow(Snapshot snapshot) {
        if (isClosed) {
            return;
        }
        Map<String, Member> next = new TreeMap<>();
        List<Member> begun = new ArrayList<>();
        for (Endpoint endpoint : chosen(allowed(snapshot.endpoints()))) {
            Member member = members.get(endpoint.instance());
            if (member == null || !member.isOf(endpoint)) {
                member = new Member(endpoint, clients.apply(endpoint.address()));
                begun.add(member);
            }
            member.update(endpoint);
            next.put(endpoint.instance(), member);
        }
        List<Member> gone = new ArrayList<>(members.values());
        gone.removeAll(next.values());
        members = next;
        rebuild(); // first: nobody new is sent to where the work is to end
        gone.forEach(member -> member.drain(DRAIN).subscribe());
        begun.forEach(member -> member.connect(this::onConnectionChanged));
    }

    /** A connection came or broke; any thread. */
    private void onConnectionChanged() {
        if (isRebuildDue.compareAndSet(false, true)) {
            turn.execute(() -> {
                isRebuildDue.set(false); // before looking: what changes from here on is looked at again
                rebuild();
            });
        }
    }

    private void rebuild() {
        List<Picker.Choice> choices = new ArrayList<>();
        for (Member member : members.values()) {
            if (member.isConnected()) {
                choices.add(member.choice());
            }
        }
        picker = new Picker(choices);
        published.tryEmitNext(picker);
    }

    private List<Endpoint> allowed(List<Endpoint> endpoints) {
        Map<String, String> now = new TreeMap<>();
        List<Endpoint> allowed = new ArrayList<>(endpoints.size());
        for (Endpoint endpoint : endpoints) {
            String refusal = schemes.refusal(endpoint.address());
            if (refusal == null) {
                allowed.add(endpoint);
                continue;
            }
            now.put(endpoint.instance() + " at " + endpoint.address(), refusal);
        }
        now.forEach((instance, why) -> {
            if (!refused.containsKey(instance)) {
                LOG.warn("Instance {} of {} is not called: {}", instance, service, why);
            }
        });
        refused = now;
        return allowed;
    }

    /** Of too many instances a part: always the same ones here, others elsewhere. */
    private List<Endpoint> chosen(List<Endpoint> endpoints) {
        if (endpoints.size() <= connectionsMax) {
            return endpoints;
        }
        return endpoints.stream()
                .sorted(Comparator.comparingInt(
                        endpoint -> mixed(endpoint.instance().hashCode() ^ salt)))
                .limit(connectionsMax)
                .toList();
    }

    private static int mixed(int hash) {
        int h = hash * 0x9E3779B9;
        return h ^ (h >>> 15);
    }
}
