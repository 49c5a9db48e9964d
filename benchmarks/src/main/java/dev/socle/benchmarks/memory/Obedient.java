package dev.socle.benchmarks.memory;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A process that does what each line of its input says and answers with text and an empty line; it ends with its input. */
abstract class Obedient {

    final void obey() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        String line;
        while ((line = in.readLine()) != null) {
            String[] words = line.split(" ", -1);
            String answer = switch (words[0]) {
                case "used" -> Used.now().toLine();
                case "histogram" -> Histogram.ofThisProcess().strip();
                default -> answer(words);
            };
            System.out.println(answer + "\n");
        }
        Runtime.getRuntime().halt(0);
    }

    abstract String answer(String[] words) throws Exception;
}
