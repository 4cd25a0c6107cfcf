"""What the people who run the installation are told of the order app: a source that is away or
slow, a cache that answers too little, a chat that is full. (Too many requests are told by
`core/limits`.)"""
