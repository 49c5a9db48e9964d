package dev.socle.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * All that a command has of the world around it.
 *
 * @param in what is typed or piped in
 * @param out what was found
 * @param err what went wrong
 * @param env the environment's variables
 * @param stop the wish that the command should end
 * @param ansi whether colours are shown
 */
record Console(InputStream in, Output out, Output err, Map<String, String> env, Stop stop, Ansi ansi) {

    /** The console of this process. */
    static Console ofProcess() {
        return new Console(
                System.in,
                new Output(new FileOutputStream(FileDescriptor.out)),
                new Output(new FileOutputStream(FileDescriptor.err)),
                System.getenv(),
                new Stop(),
                Ansi.AUTO);
    }
}
