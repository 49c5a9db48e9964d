package dev.socle.cli;

import dev.socle.cli.samples.Greeter;
import dev.socle.cli.samples.Greeting;
import dev.socle.cli.samples.NoteCount;
import dev.socle.cli.samples.Person;
import dev.socle.cli.samples.Repetition;
import dev.socle.messaging.service.ServiceProxy;
import dev.socle.messaging.session.SessionClient;
import dev.socle.messaging.session.SessionOptions;
import dev.socle.names.Names;
import dev.socle.names.Snapshot;
import dev.socle.transport.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The demonstration: what users do with a name server, two instances of a service and a client, step by step. Each step
 * looks at what it shows, and fails when that is not so.
 *
 * <p>Servers run in processes of their own, so that they can be killed.
 */
final class Demo implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SERVICE = "greeter";
    private static final int NOTES = 10;

    private final DemoSteps steps;
    private final List<DemoProcess> processes = new ArrayList<>();
    private final Path data;
    private @Nullable Names names;
    private @Nullable DemoCalls calls;

    Demo(DemoSteps steps) throws IOException {
        this.steps = steps;
        this.data = Files.createTempDirectory("socle-demo-");
    }

    void run() throws InterruptedException {
        steps.begin("A name server, in a process of its own");
        DemoProcess nameServer = start("names", "serve", "--listen", "tcp://127.0.0.1:0", "--data", data.toString());
        Address namesAddress = Address.parse(nameServer.await("listening on "));
        steps.end("process " + nameServer.pid() + " listens at " + namesAddress + ", its data in " + data);

        steps.begin("Two instances of the service \"greeter\", registered there");
        DemoProcess first = serve(namesAddress);
        DemoProcess second = serve(namesAddress);
        Address firstAddress = Address.parse(first.await("listening on "));
        Address secondAddress = Address.parse(second.await("listening on "));
        first.await("registered as ");
        second.await("registered as ");
        steps.end("process " + first.pid() + " at " + firstAddress + ", process " + second.pid() + " at "
                + secondAddress);

        steps.begin("A client, which knows nothing but the name");
        Names found = Names.at(namesAddress);
        names = found;
        expect(resolve(found).endpoints().size() == 2, "the name server does not know two instances");
        Greeter greeter = ServiceProxy.of(
                Greeter.class, found.source(Address.parse("name://" + SERVICE), SessionOptions.defaults()));
        steps.end("name://" + SERVICE + " leads to 2 instances");

        fourInteractions(greeter, List.of(firstAddress, secondAddress));

        steps.begin("One instance is killed (kill -9) while it is called");
        DemoCalls calling = DemoCalls.begin(greeter);
        calls = calling;
        calling.await(100, Duration.ofMillis(200));
        first.kill();
        calling.await(200, Duration.ofMillis(500));
        steps.end(calling.figures() + ": what was under way was asked again of the other one");

        steps.begin("The name server is killed (kill -9), and started again on its data");
        nameServer.kill();
        calling.await(100, Duration.ofMillis(200));
        DemoProcess restarted = start("names", "serve", "--listen", namesAddress.toString(), "--data", data.toString());
        restarted.await("listening on ");
        Names fresh = Names.at(namesAddress);
        Snapshot known = resolve(fresh);
        fresh.close().block(PATIENCE);
        expect(
                known.endpoints().stream().anyMatch(each -> each.address().equals(secondAddress)),
                "the restarted name server has forgotten " + secondAddress);
        steps.end(calling.figures() + "; it still knows " + secondAddress);
        calling.end();

        steps.begin("The others are asked to end");
        int served = second.stop();
        int named = restarted.stop();
        expect(served == 0 && named == 0, "exit codes " + served + " and " + named + " (expected: 0 and 0)");
        steps.end("deregistered, drained, exit codes 0 and 0");
    }

    private void fourInteractions(Greeter greeter, List<Address> instances) throws InterruptedException {
        steps.begin("Request/response: one message out, one back");
        Greeting greeting = greeter.greet(new Person("Ada")).block(PATIENCE);
        expect(new Greeting("Hello, Ada!").equals(greeting), "the answer is " + greeting);
        steps.end("Person[name=Ada] → " + greeting);

        steps.begin("Request/stream: one message out, many back");
        List<String> many = texts(greeter.greetMany(new Repetition("Ada", 3)));
        expect(many.equals(List.of("Hello 1, Ada!", "Hello 2, Ada!", "Hello 3, Ada!")), "the answers are " + many);
        steps.end("Repetition[name=Ada, count=3] → " + many);

        steps.begin("Channel: many messages each way");
        List<String> chat = texts(greeter.chat(Flux.just(new Person("Ada"), new Person("Bob"))));
        expect(chat.equals(List.of("Hello, Ada!", "Hello, Bob!")), "the answers are " + chat);
        steps.end("Ada, Bob → " + chat);

        steps.begin("Fire-and-forget: one message out, nothing back");
        Flux.range(0, NOTES)
                .concatMap(i -> greeter.note(new Person("Ada")))
                .then()
                .block(PATIENCE);
        List<Long> counts = notes(instances);
        steps.end(NOTES + " notes sent; the instances counted " + counts.get(0) + " and " + counts.get(1));
    }

    /** Asks each instance itself how many notes it has, until all have arrived. */
    private List<Long> notes(List<Address> instances) {
        List<SessionClient> clients = instances.stream().map(SessionClient::of).toList();
        try {
            return Objects.requireNonNull(Flux.fromIterable(clients)
                    .concatMap(client -> ServiceProxy.of(Greeter.class, client).notes())
                    .map(NoteCount::count)
                    .collectList()
                    .filter(each -> each.stream().mapToLong(Long::longValue).sum() == NOTES)
                    .repeatWhenEmpty(tries -> tries.delayElements(Duration.ofMillis(10)))
                    .timeout(PATIENCE, Mono.error(() -> new DemoFailure("not all " + NOTES + " notes arrived")))
                    .block());
        } finally {
            clients.forEach(client -> client.close(Duration.ZERO).block(PATIENCE));
        }
    }

    private static List<String> texts(Flux<Greeting> greetings) {
        return Objects.requireNonNull(
                greetings.map(Greeting::text).collectList().block(PATIENCE));
    }

    private static Snapshot resolve(Names names) {
        return Objects.requireNonNull(
                names.resolver().resolve(SERVICE, PATIENCE).block());
    }

    private DemoProcess serve(Address namesAddress) {
        return start("serve", "tcp://127.0.0.1:0", "--names", namesAddress.toString(), "--name", SERVICE);
    }

    private DemoProcess start(String... args) {
        DemoProcess process = DemoProcess.start(args);
        processes.add(process);
        return process;
    }

    private static void expect(boolean shown, String otherwise) {
        DemoFailure.unless(shown, otherwise);
    }

    @Override
    public void close() throws IOException {
        if (calls != null) {
            calls.end();
        }
        if (names != null) {
            names.close().subscribe(); // the process ends soon, and its name server may have before
        }
        processes.forEach(DemoProcess::end);
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
