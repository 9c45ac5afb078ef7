"""Organs in their tree, their divisions, people and the posts people hold."""
