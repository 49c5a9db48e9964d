/** Step 6: whole messages, cut by a framing. */
@NullMarked
package dev.socle.examples.ladder.frames;

import org.jspecify.annotations.NullMarked;
