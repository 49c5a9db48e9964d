package dev.socle.benchmarks.micro;

import dev.socle.cli.samples.Person;
import dev.socle.messaging.codec.Codecs;
import dev.socle.messaging.codec.MimeType;
import dev.socle.messaging.codec.ValueCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Records as JSON and CBOR: the greeter's sample, and one of five fields. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CodecBenchmark {

    @Param({"application/json", "application/cbor"})
    public String format;

    private final Person person = new Person("Ada");
    private final Item item = Item.SAMPLE;
    private final ByteBuf out = Unpooled.directBuffer(256);
    private final ByteBuf encodedPerson = Unpooled.directBuffer(256);
    private final ByteBuf encodedItem = Unpooled.directBuffer(256);
    private ValueCodec<Person> persons;
    private ValueCodec<Item> items;

    @Setup
    public void fill() {
        var codec = Codecs.defaults().codec(MimeType.parse(format));
        persons = codec.of(Person.class);
        items = codec.of(Item.class);
        persons.encode(person, encodedPerson);
        items.encode(item, encodedItem);
    }

    @Benchmark
    public ByteBuf encodePerson() {
        persons.encode(person, out.clear());
        return out;
    }

    @Benchmark
    public Person decodePerson() {
        return persons.decode(encodedPerson, 0, encodedPerson.writerIndex());
    }

    @Benchmark
    public ByteBuf encodeFiveFields() {
        items.encode(item, out.clear());
        return out;
    }

    @Benchmark
    public Item decodeFiveFields() {
        return items.decode(encodedItem, 0, encodedItem.writerIndex());
    }
}
