"""What may happen in a request, purely: entries folded into a state, and the acts that are open.

The law decides by trial: an act is open if the history with it is one that the clock admits.
"""
